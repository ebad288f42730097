using Panthor.Driver.Device;
using Panthor.Driver.Patches;

namespace Panthor.Driver.Scheduling;

/// <summary>Which patches of its history the scheduler has.</summary>
internal sealed class SchedulerPatches(PanthorDevice device)
{
    /// <summary><see cref="PatchCatalogue.EvictGroupsBeforeVmDestroy"/>.</summary>
    public bool EvictsGroupsBeforeVmDestroy { get; } = device.Has(PatchCatalogue.EvictGroupsBeforeVmDestroy);

    /// <summary><see cref="SchedulingPatches.DeferEntityDestruction"/>.</summary>
    public bool DefersEntityDestruction { get; } = device.Has(SchedulingPatches.DeferEntityDestruction);

    /// <summary><see cref="SchedulingPatches.FdinfoGroupLock"/>.</summary>
    public bool LocksGroupsForFdinfo { get; } = device.Has(SchedulingPatches.FdinfoGroupLock);

    /// <summary><see cref="SchedulingPatches.FenceAccessRules"/>.</summary>
    public bool WaitsForFenceReaders { get; } = device.Has(SchedulingPatches.FenceAccessRules);

    /// <summary><see cref="SchedulingPatches.ResetOnUnrecoverable"/>.</summary>
    public bool ResetsOnUnrecoverable { get; } = device.Has(SchedulingPatches.ResetOnUnrecoverable);

    /// <summary><see cref="SchedulingPatches.StopTickLogic"/>.</summary>
    public bool TicksForEquals { get; } = device.Has(SchedulingPatches.StopTickLogic);

    /// <summary><see cref="SchedulingPatches.FullTickCheck"/>.</summary>
    public bool ChecksFullTick { get; } = device.Has(SchedulingPatches.FullTickCheck);

    /// <summary><see cref="SchedulingPatches.GroupHandleLock"/>.</summary>
    public bool LocksHandles { get; } = device.Has(SchedulingPatches.GroupHandleLock);

    /// <summary><see cref="SchedulingPatches.GroupPriorityRotation"/>.</summary>
    public bool RotatesPriorities { get; } = device.Has(SchedulingPatches.GroupPriorityRotation);

    /// <summary><see cref="SchedulingPatches.GroupRegisteredMark"/>.</summary>
    public bool HidesUnfinishedGroups { get; } = device.Has(SchedulingPatches.GroupRegisteredMark);

    /// <summary><see cref="SchedulingPatches.InnocentGroups"/>.</summary>
    public bool ReportsInnocence { get; } = device.Has(SchedulingPatches.InnocentGroups);

    /// <summary><see cref="ProjectPatches.KeepBusyGroupsRunnable"/>.</summary>
    public bool KeepsBusyGroupsRunnable { get; } = device.Has(ProjectPatches.KeepBusyGroupsRunnable);

    /// <summary><see cref="SchedulingPatches.NoWriteFences"/>.</summary>
    public bool AddsNoWriteFences { get; } = device.Has(SchedulingPatches.NoWriteFences);

    /// <summary><see cref="SchedulingPatches.PostResetAfterFailure"/>.</summary>
    public bool EndsFailedResets { get; } = device.Has(SchedulingPatches.PostResetAfterFailure);

    /// <summary><see cref="SchedulingPatches.QueueTimeoutPerQueue"/>.</summary>
    public bool WatchesQueues { get; } = device.Has(SchedulingPatches.QueueTimeoutPerQueue);

    /// <summary><see cref="SchedulingPatches.ResetTimeoutGuard"/>.</summary>
    public bool RestartsRunningTimeouts { get; } = device.Has(SchedulingPatches.ResetTimeoutGuard);

    /// <summary><see cref="SchedulingPatches.RestrictPriorities"/>.</summary>
    public bool RestrictsPriorities { get; } = device.Has(SchedulingPatches.RestrictPriorities);

    /// <summary><see cref="SchedulingPatches.ResumeTickOnSubmit"/>.</summary>
    public bool ResumesTickOnSubmit { get; } = device.Has(SchedulingPatches.ResumeTickOnSubmit);

    /// <summary><see cref="SchedulingPatches.SyncOnlyJobs"/>.</summary>
    public bool OrdersEmptyJobs { get; } = device.Has(SchedulingPatches.SyncOnlyJobs);

    /// <summary><see cref="SchedulingPatches.TerminateUnflushedGroups"/>.</summary>
    public bool TerminatesUnflushedGroups { get; } = device.Has(SchedulingPatches.TerminateUnflushedGroups);
}
