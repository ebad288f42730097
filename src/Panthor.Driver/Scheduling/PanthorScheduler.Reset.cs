using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>A reset of the device.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>Stops everything before a reset.</summary>
    /// <remarks>C: panthor_sched_pre_reset.</remarks>
    public async KTask PreResetAsync()
    {
        await _resetLock.LockAsync();
        IsResetInProgress = true;
        await _syncUpdWork.CancelSyncAsync();
        await _tickWork.CancelSyncAsync();
        await SuspendAsync();

        // Whoever might still get jobs gets none meanwhile. The others end by themselves.
        foreach (GroupLink head in _runnable)
            await StopGroupsAsync(head);
        foreach (GroupLink head in _idle)
            await StopGroupsAsync(head);
        _resetLock.Unlock();
    }

    /// <summary>Goes on after a reset.</summary>
    /// <param name="resetFailed">The firmware did not come back: every group ends.</param>
    /// <remarks>C: panthor_sched_post_reset.</remarks>
    public async KTask PostResetAsync(bool resetFailed)
    {
        await _resetLock.LockAsync();
        GroupLink next;
        for (GroupLink at = _stoppedGroups.Next; at != _stoppedGroups; at = next)
        {
            next = at.Next;
            if (resetFailed)
                at.Group.State = PanthorGroupState.Terminated;
            StartGroup(at.Group);
        }

        IsResetInProgress = false;
        _resetLock.Unlock();
        if (!resetFailed)
        {
            QueueTick(0);
            QueueWork(_syncUpdWork);
        }
    }

    private async KTask StopGroupsAsync(GroupLink head)
    {
        while (head.First is { } group)
            await StopGroupAsync(group);
    }

    /// <summary>C: panthor_group_stop.</summary>
    private async KTask StopGroupAsync(PanthorGroup group)
    {
        _resetLock.AssertHeld();
        for (int i = 0; i < group.QueueCount; i++)
            await group.Queue(i)!.StopAsync(null);
        group.Get();
        group.RunNode.MoveTail(_stoppedGroups);
    }

    /// <summary>C: panthor_group_start.</summary>
    private void StartGroup(PanthorGroup group)
    {
        _resetLock.AssertHeld();
        for (int i = 0; i < group.QueueCount; i++)
            group.Queue(i)!.Start();
        if (group.CanRun)
            group.RunNode.MoveTail(ListOf(group));
        else
            FinishGroup(group);
        group.Put();
    }
}
