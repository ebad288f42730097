using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>A region locked by hand: it stays locked across operations, until it is unlocked by hand.</content>
public sealed partial class PanthorVm
{
    private bool _isLockedByHand;

    /// <summary>Whether a region is locked by hand.</summary>
    public bool IsLockedByHand => _isLockedByHand;

    /// <summary>
    /// Locks a region for the GPU until <see cref="UnlockRegionByHandAsync"/>. Operations in between become visible all
    /// at once. Without an address space it is locked in hardware as soon as the VM gets one.
    /// </summary>
    /// <param name="address">First address.</param>
    /// <param name="size">Bytes, not 0.</param>
    /// <returns>
    /// The region that is locked, as the hardware encodes it; EINVAL for a range outside of the VM or a destroyed VM;
    /// EBUSY when a region is locked by hand already; the error of the MMU command.
    /// </returns>
    public async KTask<KernelResult<(ulong Start, ulong Size)>> LockRegionByHandAsync(ulong address, ulong size)
    {
        if (size == 0)
            return KernelResult.Fail(Errno.EINVAL, "a region of 0 bytes");
        if (address >= MmRange || size > MmRange - address)
            return KernelResult.Fail(Errno.EINVAL, $"0x{address:x}+0x{size:x} is outside of the VM, 0x0+0x{MmRange:x}");
        if (Destroyed)
            return KernelResult.Fail(Errno.EINVAL, "the VM is destroyed");

        await OpLock.LockAsync();
        KernelResult<(ulong Start, ulong Size)> result = _isLockedByHand
            ? KernelResult.Fail(Errno.EBUSY, $"0x{_lockedStart:x}+0x{_lockedSize:x} is locked already")
            : await LockPackedAsync(address, size);
        OpLock.Unlock();
        return result;
    }

    /// <summary>Flushes the caches and lets the GPU into the region again.</summary>
    /// <returns>ENOENT when no region is locked by hand.</returns>
    public async KTask<KernelResult> UnlockRegionByHandAsync()
    {
        await OpLock.LockAsync();
        bool wasLocked = _isLockedByHand;
        if (wasLocked)
        {
            _isLockedByHand = false;
            await UnlockInSlotAsync();
        }

        OpLock.Unlock();
        return wasLocked ? KernelResult.Ok : KernelResult.Fail(Errno.ENOENT, "no region is locked");
    }

    /// <summary>The VM got an address space, which knows nothing of the region yet. Under the slots lock.</summary>
    private KTask<Errno> LockAgainAsync()
    {
        ulong start = _lockedStart;
        ulong size = _lockedSize;
        ulong lockAddr = PackRegionRange(ref start, ref size);
        Sim.Events.Record(MmuEvents.LockRegion, (ulong)Id, (ulong)AsId, start, size);
        return SendLockAsync(lockAddr);
    }

    private async KTask<KernelResult<(ulong Start, ulong Size)>> LockPackedAsync(ulong start, ulong size)
    {
        PackRegionRange(ref start, ref size);
        Errno ret = await LockInSlotAsync(start, size);
        if (ret != Errno.None)
            return KernelResult.Fail(ret, $"locking the region 0x{start:x}+0x{size:x} failed");
        _isLockedByHand = true;
        return (start, size);
    }
}
