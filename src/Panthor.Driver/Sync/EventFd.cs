using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>A counter that events add to and readers wait for (<c>eventfd</c>).</summary>
public sealed class EventFd : AnonFile
{
    private readonly WaitQueue _wait;

    /// <summary>Makes a counter (<c>eventfd()</c>).</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="initial">What it begins with.</param>
    public EventFd(Simulation simulation, ulong initial = 0)
        : base(simulation, "[eventfd]")
    {
        _wait = new WaitQueue(simulation, "eventfd");
        Count = initial;
    }

    /// <summary>How many events there were since the last read.</summary>
    public ulong Count { get; private set; }

    /// <summary>One more event (<c>eventfd_signal()</c>); legal in atomic context.</summary>
    public void Signal()
    {
        if (Count < ulong.MaxValue - 1)
        {
            Count++;
        }

        _wait.WakeUpAll();
    }

    /// <summary>Waits until there is an event, and takes all (<c>read()</c>).</summary>
    /// <returns>How many there were; <see cref="Errno.ERESTARTSYS"/>.</returns>
    public async KTask<KernelResult<ulong>> ReadAsync()
    {
        Errno errno = await _wait.WaitInterruptibleAsync(this, static file => file.Count != 0, Duration.Infinite);
        if (errno != Errno.None)
        {
            return errno;
        }

        ulong count = Count;
        Count = 0;
        return count;
    }

    private protected override void Release()
    {
    }
}
