using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Suspend, resume and the end.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>The power is back: the tick brings groups back to slots.</summary>
    /// <remarks>C: panthor_sched_resume.</remarks>
    public void Resume() => QueueTick(0);

    /// <summary>Takes all groups off their slots, before the power goes or a reset.</summary>
    /// <remarks>C: panthor_sched_suspend.</remarks>
    public async KTask SuspendAsync()
    {
        await Lock.LockAsync();
        _updCtx.Init();
        foreach (PanthorCsgSlot slot in _slots)
        {
            if (slot.Group is { } group)
            {
                _updCtx.QueueReqs(
                    slot.Index,
                    group.CanRun ? FwIface.CSG_STATE_SUSPEND : FwIface.CSG_STATE_TERMINATE,
                    FwIface.CSG_STATE_MASK);
            }
        }

        uint suspended = _updCtx.UpdateMask;
        await ApplyUpdatesLockedAsync(_updCtx);
        suspended &= ~_updCtx.TimedoutMask;
        if (_updCtx.TimedoutMask != 0)
            await TerminateStuckGroupsAsync(_updCtx.TimedoutMask);
        if (suspended != 0)
            await FlushSuspendedGroupsAsync(suspended);
        await UnbindAllAsync();
        Lock.Unlock();
    }

    /// <summary>The device has gone: no more ticks and events.</summary>
    /// <remarks>C: panthor_sched_unplug.</remarks>
    public async KTask UnplugAsync()
    {
        await _tickWork.DisableSyncAsync();
        await _fwEventsWork.DisableSyncAsync();
        await _syncUpdWork.DisableSyncAsync();
        await Lock.LockAsync();
        if (_hasPmRef)
        {
            Device.PmPut();
            _hasPmRef = false;
        }

        Lock.Unlock();
    }

    /// <summary>
    /// Groups that could not be suspended are lost. Those that were well until now are not to blame.
    /// </summary>
    private async KTask TerminateStuckGroupsAsync(uint slots)
    {
        Device.Log.Error("CSG suspend failed, escalating to termination");
        _updCtx.Init();
        for (uint left = slots; left != 0; left &= left - 1)
        {
            int csgId = BitOperations.TrailingZeroCount(left);
            PanthorGroup group = _slots[csgId].Group!;
            if (group.CanRun && Patches.ReportsInnocence)
                group.Innocent = true;
            group.TimedOut = true;
            _updCtx.QueueReqs(csgId, FwIface.CSG_STATE_TERMINATE, FwIface.CSG_STATE_MASK);
        }

        await ApplyUpdatesLockedAsync(_updCtx);
        for (uint left = _updCtx.TimedoutMask; left != 0; left &= left - 1)
        {
            int csgId = BitOperations.TrailingZeroCount(left);
            PanthorGroup group = _slots[csgId].Group!;

            // The reset that follows ends it in any case.
            if (group.State != PanthorGroupState.Terminated)
            {
                group.State = PanthorGroupState.Terminated;
                ResetQueueSlotsLocked(csgId);
            }
        }
    }

    /// <summary>
    /// The states of the groups may still be in the GPU's caches. Without a flush they are worth nothing.
    /// </summary>
    private async KTask FlushSuspendedGroupsAsync(uint slots)
    {
        Errno ret = await Device.Gpu.FlushCachesAsync(PanthorGpu.CACHE_CLEAN, PanthorGpu.CACHE_CLEAN, 0);
        for (uint left = slots; left != 0; left &= left - 1)
        {
            int csgId = BitOperations.TrailingZeroCount(left);
            if (ret == Errno.None)
                SyncUpdateLocked(csgId);
            else if (Patches.TerminatesUnflushedGroups)
                _slots[csgId].Group!.State = PanthorGroupState.Terminated;
        }
    }

    private async KTask UnbindAllAsync()
    {
        foreach (PanthorCsgSlot slot in _slots)
        {
            if (slot.Group is not { } group)
                continue;
            group.Get();
            if (group.CsgId >= 0)
                ProcessCsgIrqLocked(group.CsgId);
            await UnbindLockedAsync(group);
            Sim.Warn(!group.RunNode.IsEmpty, $"panthor_sched_suspend: {group} is in a list");
            if (group.CanRun)
            {
                group.RunNode.Move(Patches.KeepsBusyGroupsRunnable ? ListOf(group) : _idle[(int)group.Priority]);
            }
            else
            {
                group.WaitNode.DelInit();
                group.QueueTermWork();
            }

            group.Put();
        }
    }
}
