using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>The locks of the scheduler, as the lock checker knows them.</summary>
public static class SchedulingLockClasses
{
    /// <summary>panthor_scheduler::lock.</summary>
    public static readonly LockClass Lock = new("panthor_scheduler.lock");

    /// <summary>panthor_scheduler::reset.lock.</summary>
    public static readonly LockClass ResetLock = new("panthor_scheduler.reset.lock");

    /// <summary>panthor_queue::fence_ctx.lock.</summary>
    public static readonly LockClass FenceCtxLock = new("panthor_queue.fence_ctx.lock");

    /// <summary>panthor_group::fdinfo.lock.</summary>
    public static readonly LockClass FdinfoLock = new("panthor_group.fdinfo.lock");
}
