using Panthor.Driver.Firmware;
using Panthor.Driver.Gem;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>The wait of a blocked queue, which the driver evaluates while its group is off its slot.</content>
public sealed partial class PanthorQueue
{
    private ulong _syncwaitVa;
    private ulong _syncwaitRef;
    private bool _syncwaitGt;
    private bool _syncwait64;
    private PanthorGemObject? _syncwaitObj;
    private ulong _syncwaitOffset;
    private KernelMapping? _syncwaitMap;

    /// <summary>GPU address of the object that the queue last waited for.</summary>
    public ulong SyncwaitAddress => _syncwaitVa;

    /// <summary>The value that it was compared with.</summary>
    public ulong SyncwaitReference => _syncwaitRef;

    /// <summary>Takes over what the firmware says about the wait.</summary>
    /// <remarks>C: a part of cs_slot_sync_queue_state_locked.</remarks>
    internal void SetSyncwait(in FwCsOutput output)
    {
        uint wait = output.StatusWait;
        _syncwaitVa = output.StatusWaitSyncPtr;
        _syncwaitRef = output.StatusWaitSyncValue;
        _syncwaitGt = (wait & FwIface.CS_STATUS_WAIT_SYNC_COND_MASK) == FwIface.CS_STATUS_WAIT_SYNC_COND_GT;
        _syncwait64 = (wait & FwIface.CS_STATUS_WAIT_SYNC_64B) != 0;
        if (_syncwait64)
            _syncwaitRef |= (ulong)output.StatusWaitSyncValueHi << 32;
    }

    /// <summary>Reads the object that the queue waits for.</summary>
    /// <returns>Whether the wait is over; EINVAL when there is no such object.</returns>
    /// <remarks>C: panthor_queue_eval_syncwait.</remarks>
    internal async KTask<KernelResult<bool>> EvalSyncwaitAsync()
    {
        if (await GetSyncwaitObjAsync() is not { } map)
            return KernelResult.Fail(Errno.EINVAL, $"{this} waits for 0x{_syncwaitVa:x}, where nothing can be read");
        ulong value = _syncwait64 ? map.Read64(_syncwaitOffset) : map.Read32(_syncwaitOffset);
        bool isOver = _syncwaitGt ? value > _syncwaitRef : value <= _syncwaitRef;
        if (isOver)
        {
            Sim.Events.Record(
                SchedulingEvents.QueueUnblocked, (ulong)Group.Id, (ulong)Index, _syncwaitVa, value);
            await PutSyncwaitObjAsync();
        }

        return isOver;
    }

    /// <summary>C: panthor_queue_put_syncwait_obj.</summary>
    private async KTask PutSyncwaitObjAsync()
    {
        if (_syncwaitMap is not null)
        {
            _syncwaitMap = null;
            await _syncwaitObj!.VunmapAsync();
        }

        _syncwaitObj?.Put();
        _syncwaitObj = null;
    }

    /// <summary>The mapped object, with what the CPU's caches have of it forgotten; null when there is none.</summary>
    /// <remarks>C: panthor_queue_get_syncwait_obj.</remarks>
    private async KTask<KernelMapping?> GetSyncwaitObjAsync()
    {
        if (_syncwaitMap is null)
        {
            KernelResult<(PanthorGemObject Bo, ulong Offset)> bo = await Group.Vm.GetBoForVaAsync(_syncwaitVa);
            if (Sim.Warn(!bo.IsOk, $"panthor_queue_get_syncwait_obj: {bo.Check}"))
                return null;
            (_syncwaitObj, _syncwaitOffset) = bo.Value;
            KernelResult<KernelMapping> map = await _syncwaitObj.VmapAsync();
            if (Sim.Warn(!map.IsOk, $"panthor_queue_get_syncwait_obj: {map.Check}"))
            {
                await PutSyncwaitObjAsync();
                return null;
            }

            _syncwaitMap = map.Value;
        }

        // Nothing to do, and no error, for buffers that the CPU does not cache.
        await _syncwaitObj!.SyncAsync(
            PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH_AND_INVALIDATE,
            _syncwaitOffset,
            _syncwait64 ? Syncobj64.Size : Syncobj64.Size32);
        return _syncwaitMap;
    }
}
