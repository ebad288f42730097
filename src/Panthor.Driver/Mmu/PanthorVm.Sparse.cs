using System;
using Panthor.Driver.Gem;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Sparse mappings: a range of any length over one object of 2 MiB, again and again.</content>
public sealed partial class PanthorVm
{
    /// <summary>Behind the sparse mappings of all VMs of a file; null for a VM of the kernel's own.</summary>
    internal PanthorGemObject? Dummy { get; private set; }

    /// <summary>Whether map flags ask for a sparse mapping.</summary>
    internal static bool IsSparse(uint flags) => (flags & PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE) != 0;

    /// <summary>Gives the VM the dummy object of its file, which it may outlive.</summary>
    internal void SetDummy(PanthorGemObject dummy)
    {
        dummy.Get();
        Dummy = dummy;
    }

    /// <summary>The offset in the dummy object follows from the address: it stays below 2 MiB.</summary>
    /// <remarks>C: panthor_fix_sparse_map_offset.</remarks>
    private static void FixSparseMapOffset(ref ulong offset, ulong va, uint flags)
    {
        if (IsSparse(flags))
            offset = va & (ArmLpae.SZ_2M - 1);
    }

    /// <summary>Enters a mapping, or a part of one, into the page table.</summary>
    /// <remarks>C: panthor_vm_exec_map_op.</remarks>
    private KTask<Errno> ExecMapOpAsync(uint flags, DrmGemObject bo, ulong iova, ulong offset, ulong size) =>
        IsSparse(flags) ? MapSparseAsync(flags, bo, iova, size) : MapPagesAsync(flags, bo, iova, offset, size);

    /// <remarks>C: panthor_vm_map_sparse.</remarks>
    private async KTask<Errno> MapSparseAsync(uint flags, DrmGemObject bo, ulong iova, ulong size)
    {
        for (ulong mapped = 0; mapped < size;)
        {
            ulong addr = iova + mapped;
            ulong offset = addr & (ArmLpae.SZ_2M - 1);
            ulong chunk = Math.Min(size - mapped, ArmLpae.SZ_2M - offset);
            Errno ret = await MapPagesAsync(flags, bo, addr, offset, chunk);
            if (ret != Errno.None)
            {
                await UnmapPagesAsync(iova, mapped);
                return ret;
            }

            mapped += chunk;
        }

        return Errno.None;
    }
}
