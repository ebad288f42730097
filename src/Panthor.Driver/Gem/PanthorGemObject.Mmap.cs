using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <content>CPU mappings of clients.</content>
public sealed partial class PanthorGemObject
{
    private List<CpuMapping>? _mappings;

    /// <summary>How many CPU mappings there are (<c>cmap.mmap_count</c>).</summary>
    public int MmapCount { get; private set; }

    /// <summary>Whether a CPU mapping shows a page at present.</summary>
    public bool IsCpuMapped(int page)
    {
        foreach (CpuMapping mapping in _mappings ?? [])
        {
            if (mapping.IsPresent((ulong)page))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Counts a new CPU mapping (<c>panthor_gem_mmap()</c>) and takes a reference for it.</summary>
    internal async KTask MmapAsync(CpuMapping mapping)
    {
        Get();
        (_mappings ??= []).Add(mapping);
        if (MmapCount > 0)
        {
            MmapCount++;
            return;
        }

        await Resv.LockAsync();
        if (MmapCount++ == 0)
        {
            await UpdateReclaimStateLockedAsync();
        }

        Resv.Unlock();
    }

    /// <summary>Counts a copy of a CPU mapping (<c>panthor_gem_vm_open()</c>).</summary>
    internal void MmapAgain(CpuMapping mapping)
    {
        Device.WarnOn(IsImported, "panthor_gem_vm_open: the buffer is imported");
        Device.WarnOn(MmapCount == 0, "panthor_gem_vm_open: the buffer was not mapped");
        Get();
        (_mappings ??= []).Add(mapping);
        MmapCount++;
    }

    /// <summary>Forgets a CPU mapping (<c>panthor_gem_vm_close()</c>).</summary>
    internal async KTask MunmapAsync(CpuMapping mapping)
    {
        _mappings!.Remove(mapping);
        if (MmapCount > 1)
        {
            MmapCount--;
        }
        else
        {
            await Resv.LockAsync();
            if (--MmapCount == 0)
            {
                await UpdateReclaimStateLockedAsync();
            }

            Resv.Unlock();
        }

        Put();
    }

    /// <summary>Takes every page out of the clients' page tables (<c>drm_vma_node_unmap()</c>).</summary>
    private void ZapCpuMappings()
    {
        foreach (CpuMapping mapping in _mappings ?? [])
        {
            mapping.Zap();
        }
    }
}
