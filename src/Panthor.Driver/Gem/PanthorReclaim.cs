using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Mm;
using Panthor.Driver.Mmu;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>The shrinker of a device: which buffers could give their pages up, and in which order.</summary>
/// <remarks>C: panthor_device::reclaim and the shrinker of panthor_gem.c.</remarks>
public sealed class PanthorReclaim : IShrinker
{
    // How many scans find nothing but locks that others hold before the shrinker gives up.
    private const int ScansBeforeStop = 2;

    private readonly PanthorDevice _device;
    private int _retryCount;

    /// <summary>Makes the empty lists.</summary>
    public PanthorReclaim(PanthorDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _device = device;
    }

    /// <summary>Buffers that have pages and that nobody maps (<c>unused</c>).</summary>
    public GemLru Unused { get; } = new("Unused");

    /// <summary>Buffers that only the CPU maps (<c>mmapped</c>).</summary>
    public GemLru Mmapped { get; } = new("Mmapped");

    /// <summary>Buffers mapped in several VMs (<c>gpu_mapped_shared</c>).</summary>
    public GemLru GpuMappedShared { get; } = new("GpuMappedShared");

    /// <summary>Pages of buffers that a VM maps (<c>gpu_mapped_count</c>).</summary>
    public long GpuMappedCount { get; internal set; }

    /// <summary>What the latest scan brought (<c>nr_pages_reclaimed_on_last_scan</c>).</summary>
    public long PagesReclaimedOnLastScan { get; private set; }

    /// <summary>VMs with buffers that only they map, the one used longest ago first (<c>vms</c>).</summary>
    internal LinkedList<PanthorVm> Vms { get; } = new();

    /// <summary>What is on the lists, in the order in which a scan comes to it.</summary>
    public IEnumerable<GemReclaimEntry> Describe()
    {
        IEnumerable<GemReclaimEntry> entries = EntriesOf(GemReclaimList.Unused, null, Unused)
            .Concat(EntriesOf(GemReclaimList.Mmapped, null, Mmapped));
        foreach (PanthorVm vm in Vms)
        {
            entries = entries.Concat(EntriesOf(GemReclaimList.Vm, vm, vm.ReclaimLru));
        }

        return entries.Concat(EntriesOf(GemReclaimList.Shared, null, GpuMappedShared));
    }

    private static IEnumerable<GemReclaimEntry> EntriesOf(GemReclaimList list, PanthorVm? vm, GemLru lru) =>
        lru.Objects.Select((entry, position) => new GemReclaimEntry(list, vm, position, (PanthorGemObject)entry));

    /// <inheritdoc />
    /// <remarks>C: panthor_gem_shrinker_count.</remarks>
    public long Count(bool canBlock) =>
        CanSwap ? Unused.Count + Mmapped.Count + (canBlock ? GpuMappedCount : 0) : 0;

    /// <inheritdoc />
    /// <remarks>C: panthor_gem_shrinker_scan.</remarks>
    public async KTask<ShrinkResult> ScanAsync(long pages, bool canBlock)
    {
        ShrinkResult result = CanSwap ? await ScanListsAsync(pages, canBlock) : default;
        PagesReclaimedOnLastScan = result.Freed;
        _device.Simulation.Events.Record(
            GemEvents.Shrink, (ulong)pages, (ulong)result.Freed, (ulong)result.Remaining);
        if (result is { Freed: 0, Remaining: > 0 } && ++_retryCount < ScansBeforeStop)
        {
            return result;
        }

        _retryCount = 0;
        return result with { MustStop = result.Freed == 0 };
    }

    private bool CanSwap => _device.Mm.Swap.FreePages > 0;

    private async KTask<ShrinkResult> ScanListsAsync(long pages, bool canBlock)
    {
        ShrinkResult sum = await ScanLruAsync(Unused, pages, mayWait: false);
        if (sum.Freed < pages)
        {
            sum = Add(sum, await ScanLruAsync(Mmapped, pages - sum.Freed, mayWait: false));
        }

        if (sum.Freed < pages && canBlock)
        {
            sum = Add(sum, await _device.Mmu.ReclaimPrivateBosAsync(pages - sum.Freed));
        }

        if (sum.Freed < pages && canBlock)
        {
            sum = Add(sum, await ScanLruAsync(GpuMappedShared, pages - sum.Freed, mayWait: true));
        }

        return sum;
    }

    /// <summary>Takes the pages of the buffers of a list until enough are gone.</summary>
    /// <param name="lru">The list.</param>
    /// <param name="pages">How many pages.</param>
    /// <param name="mayWait">Whether to wait for the GPU.</param>
    /// <remarks>C: drm_gem_lru_scan.</remarks>
    internal async KTask<ShrinkResult> ScanLruAsync(GemLru lru, long pages, bool mayWait)
    {
        var stillInLru = new GemLru("still_in_lru");
        long freed = 0;
        long remaining = 0;
        await _device.GemLruMutex.LockAsync();
        while (freed < pages && lru.First is { } first)
        {
            stillInLru.MoveTailLocked(first);
            if (!first.TryGet())
            {
                continue;
            }

            _device.GemLruMutex.Unlock();
            var buffer = (PanthorGemObject)first;
            long size = (long)(buffer.Size / GemPages.PageSize);

            // The allocation that led here may have been made for this very buffer.
            if (!buffer.Resv.TryLock())
            {
                remaining += size;
            }
            else
            {
                if (mayWait ? await buffer.TryEvictAsync() : await buffer.TryEvictNoResvWaitAsync())
                {
                    freed += size;
                    _device.WarnOn(
                        buffer.Lru == stillInLru || buffer.Lru == lru, "drm_gem_lru_scan: a shrunk buffer is still listed");
                }
                else if (buffer.Lru == stillInLru)
                {
                    remaining += size;
                }

                buffer.Resv.Unlock();
            }

            buffer.Put();
            await _device.GemLruMutex.LockAsync();
        }

        lru.TakeLocked(stillInLru);
        _device.GemLruMutex.Unlock();
        return new ShrinkResult(freed, remaining);
    }

    private static ShrinkResult Add(ShrinkResult left, ShrinkResult right) =>
        new(left.Freed + right.Freed, left.Remaining + right.Remaining);
}
