using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Groups that come and go.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>A group is complete: from now on it may be given jobs.</summary>
    /// <remarks>C: a part of panthor_group_create.</remarks>
    internal async KTask AddNewGroupAsync(PanthorGroup group)
    {
        await _resetLock.LockAsync();
        if (IsResetInProgress)
        {
            await StopGroupAsync(group);
        }
        else
        {
            await Lock.LockAsync();
            group.RunNode.AddTail(_idle[(int)group.Priority]);
            Lock.Unlock();
        }

        _resetLock.Unlock();
    }

    /// <summary>
    /// A group is to go. If it is on a slot, the tick takes it off; that is only asked for here, not waited for.
    /// </summary>
    /// <remarks>C: a part of panthor_group_destroy.</remarks>
    internal async KTask DestroyGroupAsync(PanthorGroup group)
    {
        await _resetLock.LockAsync();
        await Lock.LockAsync();
        group.Destroyed = true;
        Sim.Events.Record(SchedulingEvents.GroupDestroy, (ulong)group.Id, unchecked((ulong)group.CsgId));
        if (group.CsgId >= 0)
            QueueTick(0);
        else if (!IsResetInProgress)
            FinishGroup(group);
        Lock.Unlock();
        _resetLock.Unlock();
        group.Put();
    }

    /// <summary>A queue of a group made no progress: the group may run no more.</summary>
    /// <remarks>C: a part of queue_timedout_job.</remarks>
    internal async KTask TimeOutGroupAsync(PanthorGroup group)
    {
        await Lock.LockAsync();
        group.TimedOut = true;
        if (group.CsgId >= 0)
            QueueTick(0);
        else
            FinishGroup(group);
        Lock.Unlock();
    }

    /// <summary>What went wrong with a group.</summary>
    /// <remarks>C: a part of panthor_group_get_state.</remarks>
    internal async KTask<DrmPanthorGroupState> GetStateAsync(PanthorGroup group)
    {
        await Lock.LockAsync();
        uint state = group.TimedOut ? PanthorDrm.DRM_PANTHOR_GROUP_STATE_TIMEDOUT : 0;
        state |= group.FatalQueues != 0 ? PanthorDrm.DRM_PANTHOR_GROUP_STATE_FATAL_FAULT : 0;
        state |= group.Innocent ? PanthorDrm.DRM_PANTHOR_GROUP_STATE_INNOCENT : 0;
        DrmPanthorGroupState result = new(state, group.FatalQueues);
        Lock.Unlock();
        return result;
    }

    /// <summary>Out of all lists, so that no tick chooses it; its jobs end.</summary>
    private static void FinishGroup(PanthorGroup group)
    {
        group.RunNode.DelInit();
        group.WaitNode.DelInit();
        group.QueueTermWork();
    }
}
