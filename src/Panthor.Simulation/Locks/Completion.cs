namespace Panthor.Kernel;

/// <summary>A completion: tasks wait until something was completed; each completion lets one waiter through.</summary>
public sealed class Completion : WaitObject
{
    private uint _done;

    /// <summary>init_completion.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="name">Its name, for reports.</param>
    public Completion(Simulation simulation, string name)
        : base(simulation)
    {
        Name = name;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string Description => $"completion {Name}";

    /// <summary>completion_done: whether a waiter would not have to wait.</summary>
    public bool IsDone => _done != 0;

    /// <summary>wait_for_completion.</summary>
    /// <returns>Always <see cref="Errno.None"/>.</returns>
    public ParkAwaitable WaitAsync() => new(this, Duration.Infinite, WaitMode.Uninterruptible);

    /// <summary>wait_for_completion_timeout: <see cref="Errno.None"/>, or <see cref="Errno.ETIMEDOUT"/>.</summary>
    public ParkAwaitable WaitAsync(Duration timeout) => new(this, timeout, WaitMode.Uninterruptible);

    /// <summary>wait_for_completion_interruptible_timeout: also <see cref="Errno.ERESTARTSYS"/>.</summary>
    public ParkAwaitable WaitInterruptibleAsync(Duration timeout) => new(this, timeout, WaitMode.Interruptible);

    /// <summary>try_wait_for_completion.</summary>
    /// <returns>Whether there was a completion to take.</returns>
    public bool TryWait() => TryCompleteAtOnce(Simulation.Context);

    /// <summary>complete: lets one waiter through, now or later.</summary>
    public void Complete()
    {
        if (_done != uint.MaxValue)
        {
            _done++;
        }

        WakeFirst();
    }

    /// <summary>complete_all: lets everybody through until <see cref="Reinitialize"/>.</summary>
    public void CompleteAll()
    {
        _done = uint.MaxValue;
        while (WakeFirst())
        {
        }
    }

    /// <summary>reinit_completion.</summary>
    public void Reinitialize() => _done = 0;

    internal override bool TryCompleteAtOnce(SimTask task)
    {
        if (_done == 0)
        {
            return false;
        }

        if (_done != uint.MaxValue)
        {
            _done--;
        }

        return true;
    }

    internal override bool TryComplete(SimTask task)
    {
        if (TryCompleteAtOnce(task))
        {
            Waiters.Remove(task);
            return true;
        }

        if (!task.IsOnWaitList)
        {
            Waiters.Append(task);
        }

        return false;
    }

    private bool WakeFirst()
    {
        if (Waiters.First is not { } task)
        {
            return false;
        }

        Waiters.Remove(task);
        Simulation.Wake(task);
        return true;
    }
}
