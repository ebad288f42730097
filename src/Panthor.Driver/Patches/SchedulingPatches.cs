using System.Collections.Generic;

namespace Panthor.Driver.Patches;

/// <summary>The patches of the scheduler's history.</summary>
public static class SchedulingPatches
{
    /// <summary>Ends the entities of a group when nobody can push jobs to them any more.</summary>
    public static readonly DriverPatch DeferEntityDestruction = new(
        nameof(DeferEntityDestruction),
        "drm/panthor: Defer scheduler entity destruction to queue release",
        "7d9c3442b02a",
        "GROUP_DESTROY ended the entities of the queues while a submission could still push jobs to them.",
        "A job is pushed to a killed entity: it never runs, and its fence is never signalled.");

    /// <summary>Keeps a group from being destroyed while its part of fdinfo is read.</summary>
    public static readonly DriverPatch FdinfoGroupLock = new(
        nameof(FdinfoGroupLock),
        "drm/panthor: Fix race when gathering fdinfo group samples",
        "",
        "Who read fdinfo did not lock the array of groups.",
        "A group that is destroyed meanwhile is used after it was freed.");

    /// <summary>Waits for readers of fences before their names are freed.</summary>
    public static readonly DriverPatch FenceAccessRules = new(
        nameof(FenceAccessRules),
        "drm/panthor: Fix for dma-fence safe access rules",
        "efe24898485c",
        "Fences of jobs lead to the name of their queue, which was freed with the group, whoever read it.",
        "Who asks a sync file for its fences while the group goes uses the name after it was freed.");

    /// <summary>Has the tick rotate groups when their time slice is over, not in the middle of it.</summary>
    public static readonly DriverPatch FullTickCheck = new(
        nameof(FullTickCheck),
        "drm/panthor: Fix the full_tick check",
        "a3c2d0b40b10",
        "The test whether a time slice is over was the wrong way round.",
        "Busy groups keep their slots for ever; those that wait for one get none.");

    /// <summary>Takes a reference to a group before anybody can free it.</summary>
    public static readonly DriverPatch GroupHandleLock = new(
        nameof(GroupHandleLock),
        "drm/panthor: Fix race when converting group handle to group object",
        "cac075706f29",
        "Between finding a group under its handle and taking a reference it could be destroyed.",
        "A submission that races with GROUP_DESTROY uses a group that was freed.");

    /// <summary>Gives every busy group its turn at the slot of the highest priority.</summary>
    public static readonly DriverPatch GroupPriorityRotation = new(
        nameof(GroupPriorityRotation),
        "drm/panthor: Fix group priority rotation",
        "55429c51d5db",
        "Groups that stay on their slots were chosen again in the same order.",
        "One of several equal groups has the highest slot priority for ever.");

    /// <summary>Looks groups up only when their creation is complete.</summary>
    public static readonly DriverPatch GroupRegisteredMark = new(
        nameof(GroupRegisteredMark),
        "drm/panthor: Prevent potential UAF in group creation",
        "eec7e23d848d",
        "A group could be found under its handle before its creation was complete.",
        "A second thread that guesses the handle destroys the group under its creator: use after free.");

    /// <summary>Tells groups that were killed because of others from those that hung.</summary>
    public static readonly DriverPatch InnocentGroups = new(
        nameof(InnocentGroups),
        "drm/panthor: Report innocent group kill",
        "4181576d85c6",
        "A group that could not be suspended before a reset looked like one that hung.",
        "GROUP_GET_STATE blames a healthy group: TIMEDOUT without INNOCENT.");

    /// <summary>Lets jobs add their fences to shared buffers without anybody having to wait for them.</summary>
    public static readonly DriverPatch NoWriteFences = new(
        nameof(NoWriteFences),
        "drm/panthor: Don't add write fences to the shared BOs",
        "",
        "Every job counted as a writer of all shared buffers of its VM.",
        "Whoever waits for a shared buffer implicitly waits for jobs that do not touch it.");

    /// <summary>Ends the treatment of a reset for the scheduler, too, if the firmware did not come back.</summary>
    public static readonly DriverPatch PostResetAfterFailure = new(
        nameof(PostResetAfterFailure),
        "drm/panthor: Call panthor_sched_post_reset() even if the reset failed",
        "",
        "After a reset that failed the groups stayed stopped, and the reset counted as in progress.",
        "Their jobs never end: whoever waits for them, or closes the device, waits for ever.");

    /// <summary>Has the driver itself watch each queue, only while it is on a slot.</summary>
    public static readonly DriverPatch QueueTimeoutPerQueue = new(
        nameof(QueueTimeoutPerQueue),
        "drm/panthor: Make the timeout per-queue instead of per-job",
        "345c5b7cc0f8",
        "The job scheduler's timeout began with the submission, whether the group was on a slot or not.",
        "A group that waits for a slot for long is killed for a timeout.");

    /// <summary>Resets the device at once when a stream says that nothing else helps.</summary>
    public static readonly DriverPatch ResetOnUnrecoverable = new(
        nameof(ResetOnUnrecoverable),
        "drm/panthor: Force an immediate reset on unrecoverable faults",
        "",
        "An unrecoverable fault ended its group, as any other does; the GPU was used on.",
        "Jobs of healthy groups make no progress any more: they are killed for a timeout 5 s later.");

    /// <summary>Reserves high priorities to the DRM master and privileged processes.</summary>
    public static readonly DriverPatch RestrictPriorities = new(
        nameof(RestrictPriorities),
        "drm/panthor: Restrict high priorities on group_create",
        "",
        "Everybody could create groups of the highest priorities.",
        "An ordinary client's real-time group takes a slot from everybody else, and keeps it.");

    /// <summary>Gives a queue that made progress the full time again.</summary>
    public static readonly DriverPatch ResetTimeoutGuard = new(
        nameof(ResetTimeoutGuard),
        "drm/panthor: Fix queue_reset_timeout_locked",
        "ac5b392a8c35",
        "The timeout was started anew only when it was held.",
        "A queue whose jobs end one after the other is killed 5 s after the first began.");

    /// <summary>Starts the tick again when a group that is on a slot gets work.</summary>
    public static readonly DriverPatch ResumeTickOnSubmit = new(
        nameof(ResumeTickOnSubmit),
        "drm/panthor: Make sure we resume the tick when new jobs are submitted",
        "",
        "Work for an idle group that is on a slot did not start the tick, if that had been stopped.",
        "Busy groups take no turns at the highest slot priority until some event makes the tick run.");

    /// <summary>Lets the tick go on as long as busy groups of a priority have to take turns.</summary>
    public static readonly DriverPatch StopTickLogic = new(
        nameof(StopTickLogic),
        "drm/panthor: Fix the logic that decides when to stop ticking",
        "61d9a43d70dc",
        "The tick went on only if all slots were taken and a group of the lowest priority on them waited for one.",
        "Equal groups that all have slots do not take turns: the jobs of one keep the others' off the cores.");

    /// <summary>Has an empty job end no earlier than the job before it.</summary>
    public static readonly DriverPatch SyncOnlyJobs = new(
        nameof(SyncOnlyJobs),
        "drm/panthor: Fix sync-only jobs",
        "",
        "A job without a stream was done as soon as it was its turn to run.",
        "The fence of an empty job is signalled while the jobs before it still run.");

    /// <summary>Counts groups whose state could not be written back to memory as lost.</summary>
    public static readonly DriverPatch TerminateUnflushedGroups = new(
        nameof(TerminateUnflushedGroups),
        "drm/panthor: Kill the faulty_slots variable in panthor_sched_suspend()",
        "",
        "Groups that were suspended before a cache flush that failed were noted where nobody looked.",
        "After the reset they resume from suspend buffers that nobody knows to be whole.");

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<DriverPatch> All { get; } =
    [
        DeferEntityDestruction, FdinfoGroupLock, FenceAccessRules, FullTickCheck, GroupHandleLock,
        GroupPriorityRotation, GroupRegisteredMark, InnocentGroups, NoWriteFences, PostResetAfterFailure,
        QueueTimeoutPerQueue, ResetOnUnrecoverable, ResetTimeoutGuard, RestrictPriorities, ResumeTickOnSubmit,
        StopTickLogic, SyncOnlyJobs, TerminateUnflushedGroups,
    ];
}
