using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>The timeout of a queue, which runs only while the queue could make progress.</content>
public sealed partial class PanthorQueue
{
    private readonly DelayedWork _timeoutWork;
    private ulong _timeoutRemaining = Jiffies.FromMilliseconds(JobTimeoutMs);
    private ulong _timeoutExpires;

    /// <summary>Whether the timeout is held; else it runs.</summary>
    /// <remarks>C: queue_timeout_is_suspended.</remarks>
    public bool IsTimeoutSuspended => _timeoutRemaining != Jiffies.MaxScheduleTimeout;

    /// <summary>What is left of the timeout when it goes on, in jiffies; meaningful while it is held.</summary>
    public ulong TimeoutRemaining => _timeoutRemaining;

    /// <summary>Gives the queue the full time again, because it made progress.</summary>
    /// <remarks>C: queue_reset_timeout_locked.</remarks>
    private void ResetTimeoutLocked()
    {
        FenceCtx.Lock.AssertHeld();
        if (WatchesItself && IsTimeoutSuspended != Group.Scheduler.Patches.RestartsRunningTimeouts)
            ArmTimeout(Jiffies.FromMilliseconds(JobTimeoutMs));
    }

    /// <summary>Holds the timeout.</summary>
    /// <remarks>C: queue_suspend_timeout.</remarks>
    internal void SuspendTimeout()
    {
        HoldJobTimeout();
        FenceCtx.Lock.LockIrqSave();
        SuspendTimeoutLocked();
        FenceCtx.Lock.UnlockIrqRestore();
    }

    /// <summary>Lets the timeout go on.</summary>
    /// <remarks>C: queue_resume_timeout.</remarks>
    internal void ResumeTimeout()
    {
        ResumeJobTimeout();
        FenceCtx.Lock.LockIrqSave();
        if (WatchesItself && IsTimeoutSuspended)
        {
            ArmTimeout(_timeoutRemaining);
            _timeoutRemaining = Jiffies.MaxScheduleTimeout;
        }

        FenceCtx.Lock.UnlockIrqRestore();
    }

    /// <summary>Keeps the timeout from running, whatever happens; until <see cref="EnableTimeout"/>.</summary>
    internal KTask DisableTimeoutAsync() => DisableAsync(_timeoutWork);

    /// <summary>Undoes <see cref="DisableTimeoutAsync"/>; whoever wants it to run starts it.</summary>
    internal void EnableTimeout() => _timeoutWork.Enable();

    private static async KTask DisableAsync(Work work) => await work.DisableSyncAsync();

    /// <summary>
    /// A queue that waits for somebody outside of an otherwise idle group keeps its timeout: nobody else can end the
    /// wait, and it must end.
    /// </summary>
    /// <remarks>C: queue_suspend_timeout_locked.</remarks>
    private void SuspendTimeoutLocked()
    {
        FenceCtx.Lock.AssertHeld();
        if (IsTimeoutSuspended)
            return;

        PanthorJob? job = _inFlightJobs.First?.Value;
        if (job is not null && Group.CanRun && IsBlocked && Group.IsIdle)
            return;

        ulong full = Jiffies.FromMilliseconds(JobTimeoutMs);
        ulong now = Jiffies.Now(Sim);
        bool wasActive = _timeoutWork.Cancel();
        _timeoutRemaining = !wasActive || job is null ? full : _timeoutExpires > now ? _timeoutExpires - now : 0;
        if (Sim.WarnOnce(_timeoutRemaining > full, "a queue has more time left than it ever gets"))
            _timeoutRemaining = full;
    }

    private void ArmTimeout(ulong jiffies)
    {
        _timeoutExpires = Jiffies.Now(Sim) + jiffies;
        Group.Device.ResetQueue.ModifyDelayed(_timeoutWork, Jiffies.Delay(Sim, jiffies));
    }

    /// <summary>C: queue_timeout_work.</summary>
    private KTask TimeoutAsync()
    {
        if (!CheckJobCompletion())
        {
            Sim.Events.Record(
                SchedulingEvents.QueueTimeout, (ulong)Group.Id, (ulong)Index, CompletedSeqno + 1);
            Sched!.Fault();
        }

        return KTask.Completed;
    }
}
