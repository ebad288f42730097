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
    internal KTask<Errno> LockRegionAsync(ulong start, ulong size) =>
        start >= _lockedStart && start + size <= _lockedStart + _lockedSize
            ? KTask.FromResult(Errno.None)
            : LockNewRegionAsync(start, size);

    /// <summary>Flushes the caches and lets the GPU into the region again.</summary>
    /// <remarks>C: panthor_vm_unlock_region. The flush comes first: nobody may see a stale translation.</remarks>
    internal async KTask UnlockRegionAsync()
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
        Mmu.SlotsLock.Unlock();
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

    private async KTask<Errno> LockNewRegionAsync(ulong start, ulong size)
    {
        if (_lockedSize != 0)
        {
            ulong lockedEnd = _lockedStart + _lockedSize;
            ulong end = Math.Max(lockedEnd, start + size);
            if (start + size <= _lockedStart || start >= lockedEnd)
                Mmu.WarnOnce("panthor_vm_lock_region: the new region does not meet the locked one");
            start = Math.Min(start, _lockedStart);
            size = end - start;
        }

        Errno ret = Errno.None;
        await Mmu.SlotsLock.LockAsync();
        if (AsId >= 0 && size != 0)
        {
            ulong lockAddr = PackRegionRange(ref start, ref size);
            Mmu.Registers.Write64(GpuRegisters.AS_LOCKADDR((uint)AsId), lockAddr);
            ret = await Mmu.AsSendCmdAndWaitAsync(AsId, GpuRegisters.AS_COMMAND_LOCK);
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

    private void WarnOutsideRegion(ulong iova, ulong size, string what)
    {
        if (iova < _lockedStart || iova + size > _lockedStart + _lockedSize)
        {
            Device.WarnOn(
                true,
                $"{what}: 0x{iova:x}+0x{size:x} is outside of the locked region 0x{_lockedStart:x}+0x{_lockedSize:x}");
        }
    }
}
