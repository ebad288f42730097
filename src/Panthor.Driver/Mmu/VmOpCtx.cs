using System;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;

namespace Panthor.Driver.Mmu;

/// <summary>
/// All that one VM operation needs, allocated before it starts: it may run where nothing can be allocated. Pooled.
/// </summary>
/// <remarks>C: struct panthor_vm_op_ctx.</remarks>
public sealed class VmOpCtx
{
    /// <summary>Mappings that an operation can need: the new one and the rests before and after it.</summary>
    internal const int MaxVmas = 3;

    internal readonly PanthorVma?[] PreallocatedVmas = new PanthorVma?[MaxVmas];
    internal ulong[] Pages = new ulong[8];
    internal GpuVmSteps Steps;
    internal VmOpCtx? NextFree;
    internal string? Check;

    /// <summary>Type and map flags of the operation (drm_panthor_vm_bind_op_flags).</summary>
    public uint Flags { get; internal set; }

    /// <summary>First address (va.addr).</summary>
    public ulong VaAddr { get; internal set; }

    /// <summary>Bytes (va.range).</summary>
    public ulong VaRange { get; internal set; }

    /// <summary>The bond of VM and buffer that the new mapping takes over (map.vm_bo).</summary>
    public GpuVmBo? MapVmBo { get; internal set; }

    /// <summary>Offset in the buffer (map.bo_offset).</summary>
    public ulong MapBoOffset { get; internal set; }

    /// <summary>The buffer, pinned and referenced while the operation lasts (map.bo).</summary>
    public PanthorGemObject? MapBo { get; internal set; }

    /// <summary>Pages reserved for page tables (rsvd_page_tables.count).</summary>
    public int ReservedPageTables { get; internal set; }

    /// <summary>How many of them are in use (rsvd_page_tables.ptr).</summary>
    public int UsedPageTables { get; internal set; }

    /// <summary>The reserved pages, those in use first.</summary>
    public ReadOnlySpan<ulong> PageTables => Pages.AsSpan(0, ReservedPageTables);

    /// <summary>Mappings that are still to be had.</summary>
    public int RemainingVmas
    {
        get
        {
            int count = 0;
            foreach (PanthorVma? vma in PreallocatedVmas)
                count += vma is null ? 0 : 1;
            return count;
        }
    }

    /// <summary>C: panthor_vm_init_op_ctx.</summary>
    internal void Init(ulong size, ulong va, uint flags)
    {
        Flags = flags;
        VaRange = size;
        VaAddr = va;
        Check = null;
    }

    /// <summary>Forgets the pages that are in a page table now; the others stay reserved.</summary>
    internal void ForgetUsedPageTables()
    {
        if (UsedPageTables == 0)
            return;
        PageTables[UsedPageTables..].CopyTo(Pages);
        ReservedPageTables -= UsedPageTables;
        UsedPageTables = 0;
    }

    /// <summary>A prepared mapping; null when none is left.</summary>
    /// <remarks>C: panthor_vm_op_ctx_get_vma.</remarks>
    internal PanthorVma? GetVma()
    {
        foreach (ref PanthorVma? slot in PreallocatedVmas.AsSpan())
        {
            if (slot is not { } vma)
                continue;
            slot = null;
            return vma;
        }

        return null;
    }

    /// <summary>Takes a mapping back that was not used; false when there is no room for it.</summary>
    /// <remarks>C: panthor_vm_op_ctx_return_vma.</remarks>
    internal bool ReturnVma(PanthorVma vma)
    {
        foreach (ref PanthorVma? slot in PreallocatedVmas.AsSpan())
        {
            if (slot is not null)
                continue;
            slot = vma;
            return true;
        }

        return false;
    }
}
