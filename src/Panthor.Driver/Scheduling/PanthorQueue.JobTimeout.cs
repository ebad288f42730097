using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>
/// Without <see cref="Patches.SchedulingPatches.QueueTimeoutPerQueue"/>: the timeout is that of the job scheduler,
/// which starts it whenever a job is handed out. It is held while the group is on no slot.
/// </content>
public sealed partial class PanthorQueue
{
    private bool _isJobTimeoutHeld;
    private Duration _jobTimeoutLeft;

    private bool WatchesItself => Group.Scheduler.Patches.WatchesQueues;

    /// <summary>Holds the timeout, unless the queue waits for somebody else.</summary>
    internal void HoldJobTimeout()
    {
        if (WatchesItself || IsBlocked || _isJobTimeoutHeld)
            return;
        _jobTimeoutLeft = Sched!.SuspendTimeout();
        _isJobTimeoutHeld = true;
    }

    private void ResumeJobTimeout()
    {
        if (!_isJobTimeoutHeld)
            return;
        Sched!.ResumeTimeout(_jobTimeoutLeft);
        _isJobTimeoutHeld = false;
    }
}
