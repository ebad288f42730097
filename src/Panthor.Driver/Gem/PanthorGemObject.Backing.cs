using System;
using Panthor.Driver.Mm;
using Panthor.Driver.Sync;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <content>Pages, pins, the scatter table and the kernel's mapping.</content>
public sealed partial class PanthorGemObject
{
    private PointerOrError<GemPages> _pages;
    private ScatterSegment[]? _deviceMap;
    private KernelMapping? _vmap;

    /// <summary>
    /// The field that should hold the pages or nothing (<c>backing.pages</c>), and without the patch
    /// <c>ClearBackingPagesOnError</c> may hold an error.
    /// </summary>
    public PointerOrError<GemPages> Backing => _pages;

    /// <summary>The pages, or null as long as there are none.</summary>
    public GemPages? Pages => _pages.Target;

    /// <summary>The file that keeps the contents, in RAM or in swap; null as long as there never were any.</summary>
    public ShmemFile? File { get; private set; }

    /// <summary>How many users need the pages to stay where they are (<c>backing.pin_count</c>).</summary>
    public int PinCount { get; private set; }

    /// <summary>How many users the kernel's mapping has (<c>cmap.vaddr_use_count</c>).</summary>
    public int VmapCount { get; private set; }

    /// <summary>
    /// The buffer's memory as the device sees it, in buffer order. Empty before the first
    /// <see cref="GetDeviceMapAsync"/> and after an eviction.
    /// </summary>
    public ReadOnlySpan<ScatterSegment> DeviceMap => _deviceMap;

    /// <summary>Whether the scatter table exists (<c>dmap.sgt</c>).</summary>
    public bool HasDeviceMap => _deviceMap is not null;

    /// <summary>
    /// Makes sure that the buffer has pages and that they stay (<c>panthor_gem_pin()</c>).
    /// </summary>
    /// <returns><see cref="Errno.None"/>, <see cref="Errno.ENOMEM"/> or the error of the swap; then nothing changed.</returns>
    public KTask<Errno> PinAsync()
    {
        if (IsImported)
        {
            return KTask.FromResult(Errno.None);
        }

        if (PinCount > 0)
        {
            PinCount++;
            return KTask.FromResult(Errno.None);
        }

        return PinFirstAsync();
    }

    /// <summary>Ends a pin (<c>panthor_gem_unpin()</c>). The pages stay until somebody else needs them.</summary>
    public KTask UnpinAsync()
    {
        if (IsImported)
        {
            return KTask.Completed;
        }

        if (PinCount > 1)
        {
            PinCount--;
            return KTask.Completed;
        }

        return UnpinLastAsync();
    }

    /// <summary>Fills <see cref="DeviceMap"/> (<c>panthor_gem_get_dev_sgt()</c>), allocating pages if there are none.</summary>
    public KTask<Errno> GetDeviceMapAsync() =>
        _deviceMap is null || Device.Simulation.Chooser.Preempts ? MakeDeviceMapAsync() : KTask.FromResult(Errno.None);

    /// <summary>Brings an evicted buffer back (<c>panthor_gem_swapin_locked()</c>).</summary>
    public async KTask<Errno> SwapInLockedAsync() =>
        Device.WarnOn(IsImported, "panthor_gem_swapin_locked: the buffer is imported")
            ? Errno.EINVAL
            : await GetDeviceMapLockedAsync();

    private PageUse PageUse =>
        (UsageFlags & GemUsageFlags.FirmwareMapped) != 0 ? PageUse.Firmware : PageUse.Buffer;

    /// <summary>Allocates the pages unless they are there (<c>panthor_gem_backing_get_pages_locked()</c>).</summary>
    /// <remarks>With the patch the field is written only on success: a failed call leaves nothing behind.</remarks>
    public async KTask<Errno> GetPagesLockedAsync()
    {
        Resv.AssertHeld();
        if (!_pages.IsNull)
        {
            return Errno.None;
        }

        ShmemFile file = File ??= new ShmemFile(Device.Mm, Size, PageUse);
        Errno error = await file.GetPagesAsync();
        if (error == Errno.None)
        {
            _pages = new PointerOrError<GemPages>(new GemPages(file));
        }
        else if (!Device.ClearsBackingPagesOnError)
        {
            _pages = new PointerOrError<GemPages>(error);
        }

        return error;
    }

    /// <summary>What a CPU mapping needs before its first page (<c>panthor_gem_prep_for_cpu_map_locked()</c>).</summary>
    public KTask<Errno> PrepareForCpuMapLockedAsync() =>
        IsWriteCombined ? GetDeviceMapLockedAsync() : KTask.FromResult(Errno.None);

    /// <summary>Maps the buffer for the kernel, once for all users (<c>panthor_gem_vmap_get_locked()</c>).</summary>
    /// <returns>The mapping; every user gives it back with <see cref="VunmapAsync"/>.</returns>
    public async KTask<KernelResult<KernelMapping>> VmapAsync()
    {
        if (ImportedBuffer is { } imported)
        {
            return await imported.Buffer.VmapAsync();
        }

        await Resv.LockAsync();
        Errno error = Errno.None;
        if (VmapCount++ == 0)
        {
            error = await MapForKernelLockedAsync();
            VmapCount -= error == Errno.None ? 0 : 1;
        }

        Resv.Unlock();
        return error == Errno.None
            ? _vmap!
            : KernelResult.Fail(error, $"no memory for the 0x{Size:x} bytes of the buffer");
    }

    /// <summary>Gives the kernel's mapping back (<c>panthor_gem_vmap_put_locked()</c>); the last user ends it.</summary>
    public async KTask VunmapAsync()
    {
        if (ImportedBuffer is { } imported)
        {
            await imported.Buffer.VunmapAsync();
            return;
        }

        await Resv.LockAsync();
        if (!Device.WarnOn(VmapCount == 0, "refcount_t: underflow; use-after-free of cmap.vaddr_use_count")
            && --VmapCount == 0)
        {
            _vmap!.Close();
            _vmap = null;
            await UnpinLockedAsync();
        }

        Resv.Unlock();
    }

    private async KTask<Errno> PinFirstAsync()
    {
        await Resv.LockAsync();
        Errno result = await PinLockedAsync();
        Resv.Unlock();
        return result;
    }

    private async KTask UnpinLastAsync()
    {
        await Resv.LockAsync();
        await UnpinLockedAsync();
        Resv.Unlock();
    }

    private async KTask<Errno> MakeDeviceMapAsync()
    {
        await Resv.LockAsync();
        Errno result = await GetDeviceMapLockedAsync();
        Resv.Unlock();
        return result;
    }

    private async KTask<Errno> MapForKernelLockedAsync()
    {
        Errno error = await PinLockedAsync();
        if (error != Errno.None)
        {
            return error;
        }

        error = await PrepareForCpuMapLockedAsync();
        if (error != Errno.None)
        {
            await UnpinLockedAsync();
            return error;
        }

        if (SyncFaultPoints.FailsToAllocate(Device.Simulation, "vm_struct", out KernelResult noMemory))
        {
            await UnpinLockedAsync();
            return noMemory.Errno;
        }

        GemPages pages = _pages.Dereference(
            Device.Simulation, 0, "vmap", "panthor_gem_vmap_get_locked", "panthor_gem_vmap_locked", "drm_gem_vmap");
        _vmap = new KernelMapping(this, pages);
        return Errno.None;
    }

    // panthor_gem_backing_pin_locked()
    private async KTask<Errno> PinLockedAsync()
    {
        if (PinCount > 0)
        {
            PinCount++;
            return Errno.None;
        }

        Errno result = await GetPagesLockedAsync();
        if (result == Errno.None)
        {
            PinCount = 1;
            await UpdateReclaimStateLockedAsync();
        }

        return result;
    }

    // panthor_gem_backing_unpin_locked()
    private async KTask UnpinLockedAsync()
    {
        if (!Device.WarnOn(PinCount == 0, "refcount_t: underflow; use-after-free of backing.pin_count") && --PinCount == 0)
        {
            await UpdateReclaimStateLockedAsync();
        }
    }

    // panthor_gem_dev_map_get_sgt_locked()
    private async KTask<Errno> GetDeviceMapLockedAsync()
    {
        Resv.AssertHeld();
        if (_deviceMap is not null)
        {
            return Errno.None;
        }

        Errno result = await GetPagesLockedAsync();
        if (result != Errno.None)
        {
            return result;
        }

        // The pages stay: whoever comes next needs only the table.
        if (SyncFaultPoints.FailsToAllocate(Device.Simulation, "sg_table", out KernelResult noMemory))
        {
            return noMemory.Errno;
        }

        GemPages pages = _pages.Dereference(
            Device.Simulation,
            0,
            "sg_alloc_append_table_from_pages",
            "drm_prime_pages_to_sg",
            "panthor_gem_dev_map_get_sgt_locked");
        _deviceMap = pages.ToSegments();
        Device.Dma.Map(_deviceMap);
        return Errno.None;
    }

    // panthor_gem_dev_map_cleanup_locked()
    private void CleanUpDeviceMapLocked()
    {
        Device.Dma.Unmap(_deviceMap);
        _deviceMap = null;
    }

    // panthor_gem_backing_cleanup_locked()
    private void CleanUpBackingLocked(string caller)
    {
        if (!_pages.IsNull)
        {
            _pages.Dereference(
                Device.Simulation, 0, "drm_gem_put_pages", "panthor_gem_backing_cleanup_locked", caller);
            File!.PutPages();
            _pages = default;
        }
    }
}
