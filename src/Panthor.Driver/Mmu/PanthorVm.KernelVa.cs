using Panthor.Driver.Gem;
using Panthor.Driver.IoPgtable;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Addresses for the kernel's own buffers.</content>
public sealed partial class PanthorVm
{
    /// <summary>Lets the VM choose the address (PANTHOR_VM_KERNEL_AUTO_VA).</summary>
    public const ulong KernelAutoVa = ulong.MaxValue;

    private static readonly LockClass s_mmLock = new("panthor_vm.mm_lock");

    private Mutex? _mmLock;
    private DrmMm? _kernelVas;

    private Mutex MmLock => _mmLock ??= new Mutex(Sim, s_mmLock);

    private DrmMm KernelVas => _kernelVas ??= new DrmMm(UserVaRange, KernelVaSize);

    /// <summary>Takes a range of the kernel's addresses.</summary>
    /// <param name="va">First address, or <see cref="KernelAutoVa"/>.</param>
    /// <param name="size">Bytes, a multiple of the page size.</param>
    /// <returns>The first address; EINVAL for a bad size or alignment; ENOSPC when there is no such range.</returns>
    /// <remarks>C: panthor_vm_alloc_va.</remarks>
    internal async KTask<KernelResult<ulong>> AllocVaAsync(ulong va, ulong size)
    {
        if (size == 0 || (size & (PageSize - 1)) != 0 || (va != KernelAutoVa && (va & (PageSize - 1)) != 0))
            return KernelResult.Fail(Errno.EINVAL, $"va 0x{va:x} or size 0x{size:x} is not aligned to the page size");

        await MmLock.LockAsync();
        ulong start = va;
        bool isFree = va != KernelAutoVa
            ? KernelVas.TryReserve(va, size)
            : KernelVas.TryInsert(
                size,
                size >= ArmLpae.SZ_2M ? ArmLpae.SZ_2M : ArmLpae.SZ_4K,
                KernelAutoVaStart,
                KernelAutoVaEnd,
                out start);
        MmLock.Unlock();
        return isFree
            ? start
            : KernelResult.Fail(Errno.ENOSPC, $"no range of 0x{size:x} bytes is free among the kernel's addresses");
    }

    /// <summary>Tells which structure the node of a range is a part of (<c>va_node</c>).</summary>
    internal void SetVaOwner(ulong va, ulong size, TrackedObject owner) => KernelVas.SetOwner(va, size, owner);

    /// <summary>Gives a range of the kernel's addresses back.</summary>
    /// <remarks>C: panthor_vm_free_va.</remarks>
    internal async KTask FreeVaAsync(ulong va, ulong size)
    {
        await MmLock.LockAsync();
        KernelVas.Remove(va, size);
        MmLock.Unlock();
    }
}
