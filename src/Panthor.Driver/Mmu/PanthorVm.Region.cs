using System;
using System.Numerics;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>The locked region: GPU accesses to it wait until the page table is updated.</content>
public sealed partial class PanthorVm
{
    /// <summary>
    /// Locks a region of the address space for the GPU, or widens the one that is locked; nothing to do when it is
    /// locked already. Under <see cref="OpLock"/>.
    /// </summary>
    /// <remarks>C: panthor_vm_lock_region.</remarks>
    internal KTask<Errno> LockRegionAsync(ulong start, ulong size)
    {
        if (!_isAtomic || IsInLockedRegion(start, size))
            return KTask.FromResult(Errno.None);
        if (_lockedSize != 0)
            UniteWithLocked(ref start, ref size);
        if (!IsSlotsLockIdle)
            return LockInSlotAsync(start, size);
        _lockedStart = start;
        _lockedSize = size;
        return KTask.FromResult(Errno.None);
    }

    /// <summary>Flushes the caches and lets the GPU into the region again.</summary>
    /// <remarks>C: panthor_vm_unlock_region. The flush comes first: nobody may see a stale translation.</remarks>
    internal KTask UnlockRegionAsync()
    {
        if (!_isAtomic || _isLockedByHand)
            return KTask.Completed;
        if (!IsSlotsLockIdle)
            return UnlockInSlotAsync();
        _lockedStart = 0;
        _lockedSize = 0;
        return KTask.Completed;
    }

    /// <summary>Encodes a region for AS_LOCKADDR, as the naturally aligned power of two that covers it.</summary>
    /// <remarks>C: pack_region_range. The range becomes the region that is really locked.</remarks>
    internal static ulong PackRegionRange(ref ulong start, ref ulong size)
    {
        ulong differing = start ^ (start + size - 1);
        int highestBit = 64 - BitOperations.LeadingZeroCount(differing);
        int width = Math.Max(highestBit, BitOperations.Log2(GpuRegisters.AS_LOCK_REGION_MIN_SIZE)) - 1;
        start &= ulong.MaxValue << width;
        size = 1UL << (width + 1);
        return (uint)width | start;
    }

    /// <summary>
    /// Whether taking the slots lock would mean nothing: the VM has no slot, which cannot change while its operation
    /// lock is held; nobody holds the slots lock, and nobody could come in between. The first operation takes it in
    /// any case, so that the lock checker knows the order.
    /// </summary>
    private bool IsSlotsLockIdle => AsId < 0 && _isSlotsLockKnown && !_preempts && !Mmu.SlotsLock.IsHeld;

    /// <summary>A remap of huge pages may need more than the operation locked: then the union is locked.</summary>
    private void UniteWithLocked(ref ulong start, ref ulong size)
    {
        ulong lockedEnd = _lockedStart + _lockedSize;
        ulong end = Math.Max(lockedEnd, start + size);
        if (!_isLockedByHand && (start + size <= _lockedStart || start >= lockedEnd))
            Mmu.WarnOnce("panthor_vm_lock_region: the new region does not meet the locked one");
        start = Math.Min(start, _lockedStart);
        size = end - start;
    }

    private async KTask UnlockInSlotAsync()
    {
        await Mmu.SlotsLock.LockAsync();
        if (AsId >= 0)
        {
            Errno ret = await Mmu.FlushCachesAsync();
            if (ret == Errno.None)
                ret = await Mmu.AsSendCmdAndWaitAsync(AsId, GpuRegisters.AS_COMMAND_UNLOCK);
            if (ret != Errno.None)
                Device.ScheduleReset();
            Sim.Events.Record(MmuEvents.UnlockRegion, (ulong)Id, (ulong)AsId);
        }

        _lockedStart = 0;
        _lockedSize = 0;
        _isSlotsLockKnown = true;
        Mmu.SlotsLock.Unlock();
    }

    private async KTask<Errno> LockInSlotAsync(ulong start, ulong size)
    {
        Errno ret = Errno.None;
        await Mmu.SlotsLock.LockAsync();
        if (AsId >= 0 && size != 0)
        {
            ulong lockAddr = PackRegionRange(ref start, ref size);
            ret = await SendLockAsync(lockAddr);
            Sim.Events.Record(MmuEvents.LockRegion, (ulong)Id, (ulong)AsId, start, size);
        }

        if (ret == Errno.None)
        {
            _lockedStart = start;
            _lockedSize = size;
        }

        Mmu.SlotsLock.Unlock();
        return ret;
    }

    /// <summary>Has the hardware lock a region. Under the slots lock.</summary>
    private KTask<Errno> SendLockAsync(ulong lockAddr)
    {
        Mmu.Registers.Write64(GpuRegisters.AS_LOCKADDR((uint)AsId), lockAddr);
        return Mmu.AsSendCmdAndWaitAsync(AsId, GpuRegisters.AS_COMMAND_LOCK);
    }

    private bool IsInLockedRegion(ulong iova, ulong size) =>
        iova >= _lockedStart && iova + size <= _lockedStart + _lockedSize;

    private void WarnOutsideRegion(ulong iova, ulong size, string what) => Device.WarnOn(
        true,
        $"{what}: 0x{iova:x}+0x{size:x} is outside of the locked region 0x{_lockedStart:x}+0x{_lockedSize:x}");
}
