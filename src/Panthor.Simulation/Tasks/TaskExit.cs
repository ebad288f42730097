namespace Panthor.Kernel;

/// <summary>The end of a task, as something to wait for.</summary>
internal sealed class TaskExit(SimTask task) : WaitObject(task.Simulation)
{
    public override string Description => $"end of task {task}";

    internal override bool TryCompleteAtOnce(SimTask waiter) => task.IsDone;

    internal override bool TryComplete(SimTask waiter)
    {
        if (task.IsDone)
        {
            Waiters.Remove(waiter);
            return true;
        }

        if (!waiter.IsOnWaitList)
        {
            Waiters.Append(waiter);
        }

        return false;
    }
}
