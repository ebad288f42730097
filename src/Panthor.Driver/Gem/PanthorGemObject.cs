using System;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>A buffer object of panthor (<c>struct panthor_gem_object</c>).</summary>
/// <remarks>
/// Pages come on demand: with the first CPU access, the first pin. They stay until the buffer is destroyed. The methods
/// whose names end in <c>Locked</c> want <see cref="DrmGemObject.Resv"/> held.
/// </remarks>
public sealed class PanthorGemObject : DrmGemObject
{
    private readonly DrmGemObject? _exclusiveVmRootGem;
    private readonly LinkedListNode<PanthorGemObject> _gemsNode;
    private readonly TrackedObject _tracked;
    private ScatterSegment[]? _deviceMap;
    private string? _label;

    private PanthorGemObject(PanthorDevice device, ulong size, uint flags, DrmGemObject? exclusiveVmRootGem)
        : base(device, size)
    {
        Flags = flags;
        _exclusiveVmRootGem = exclusiveVmRootGem;
        if (exclusiveVmRootGem is not null)
        {
            exclusiveVmRootGem.Get();
            Resv = exclusiveVmRootGem.Resv;
        }

        _tracked = device.Simulation.Objects.Track("panthor_gem_object", this);
        _gemsNode = device.Gems.Add(this);
    }

    /// <summary>Creation flags: <c>DRM_PANTHOR_BO_*</c>.</summary>
    public uint Flags { get; }

    /// <summary>True if the memory comes from another device.</summary>
    public bool IsImported { get; private init; }

    /// <summary>
    /// The root object of the only VM that may map the buffer, or null if any may (<c>exclusive_vm_root_gem</c>).
    /// </summary>
    public DrmGemObject? ExclusiveVmRootGem => _exclusiveVmRootGem;

    /// <summary>What the client calls the buffer; null if it was never named.</summary>
    public string? Label
    {
        get => _label;
        set => _label = value;
    }

    /// <summary>The pages, or null as long as nobody needed them (<c>backing.pages</c>).</summary>
    public GemPages? Pages { get; private set; }

    /// <summary>How many users need the pages to stay where they are (<c>backing.pin_count</c>).</summary>
    public int PinCount { get; private set; }

    /// <summary>How many CPU mappings there are (<c>cmap.mmap_count</c>).</summary>
    public int MmapCount { get; private set; }

    /// <summary>How easily the pages could be taken away.</summary>
    public GemReclaimState ReclaimState { get; private set; } = GemReclaimState.Unreclaimable;

    /// <summary>True if a write from the CPU goes past the CPU's caches (<c>should_map_wc()</c>).</summary>
    public bool IsWriteCombined => !Device.Coherent && (Flags & PanthorDrm.DRM_PANTHOR_BO_WB_MMAP) == 0;

    /// <summary>
    /// The buffer's memory as the device sees it, in buffer order. Empty before the first
    /// <see cref="GetDeviceMapAsync"/>.
    /// </summary>
    public ReadOnlySpan<ScatterSegment> DeviceMap => _deviceMap;

    /// <summary>Makes a buffer without pages (<c>panthor_gem_create()</c>).</summary>
    /// <param name="device">The device.</param>
    /// <param name="size">Size in bytes; rounded up to whole pages.</param>
    /// <param name="flags">Creation flags: <c>DRM_PANTHOR_BO_*</c>.</param>
    /// <param name="exclusiveVmRootGem">Root object of the only VM that may map it, or null.</param>
    public static PanthorGemObject Create(
        PanthorDevice device, ulong size, uint flags, DrmGemObject? exclusiveVmRootGem = null)
    {
        const ulong Mask = GemPages.PageSize - 1;
        return new PanthorGemObject(device, checked(size + Mask) & ~Mask, flags, exclusiveVmRootGem);
    }

    /// <summary>
    /// Makes a buffer over memory that another device owns (<c>panthor_gem_prime_import_sg_table()</c>).
    /// </summary>
    public static PanthorGemObject ImportScatterTable(PanthorDevice device, params ReadOnlySpan<ScatterSegment> segments)
    {
        ulong size = 0;
        foreach (ScatterSegment segment in segments)
        {
            size = checked(size + segment.Length);
        }

        return new PanthorGemObject(device, size, 0, null) { IsImported = true, _deviceMap = segments.ToArray() };
    }

    /// <summary>
    /// Makes sure that the buffer has pages and that they stay (<c>panthor_gem_pin()</c>).
    /// </summary>
    /// <returns><see cref="Errno.None"/> or <see cref="Errno.ENOMEM"/>; then nothing has changed.</returns>
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

    private async KTask<Errno> PinFirstAsync()
    {
        await Resv.LockAsync();
        Errno result = await PinLockedAsync();
        Resv.Unlock();
        return result;
    }

    /// <summary>Ends a pin (<c>panthor_gem_unpin()</c>). The pages stay.</summary>
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

    private async KTask UnpinLastAsync()
    {
        await Resv.LockAsync();
        if (--PinCount == 0)
        {
            await UpdateReclaimStateLockedAsync();
        }

        Resv.Unlock();
    }

    /// <summary>Fills <see cref="DeviceMap"/> (<c>panthor_gem_get_dev_sgt()</c>), allocating pages if there are none.</summary>
    public KTask<Errno> GetDeviceMapAsync() =>
        _deviceMap is null ? MakeDeviceMapAsync() : KTask.FromResult(Errno.None);

    private async KTask<Errno> MakeDeviceMapAsync()
    {
        await Resv.LockAsync();
        Errno result = GetDeviceMapLocked();
        Resv.Unlock();
        return result;
    }

    /// <summary>Allocates the pages unless they are there (<c>panthor_gem_backing_get_pages_locked()</c>).</summary>
    /// <remarks>The field is written only on success: a failed call leaves nothing behind.</remarks>
    public Errno GetPagesLocked()
    {
        Resv.AssertHeld();
        if (Pages is not null)
        {
            return Errno.None;
        }

        GemPages? pages = GemPages.TryAllocate(Device.Platform.Memory, Size);
        if (pages is null)
        {
            return Errno.ENOMEM;
        }

        Pages = pages;
        return Errno.None;
    }

    /// <summary>What a CPU mapping needs before its first page (<c>panthor_gem_prep_for_cpu_map_locked()</c>).</summary>
    public Errno PrepareForCpuMapLocked() => IsWriteCombined ? GetDeviceMapLocked() : Errno.None;

    /// <summary>Looks again how easily the pages could be taken (<c>panthor_gem_update_reclaim_state_locked()</c>).</summary>
    public async KTask UpdateReclaimStateLockedAsync()
    {
        Resv.AssertHeld();
        await GpuvaLock.LockAsync();
        ReclaimState = EvaluateReclaimState();
        GpuvaLock.Unlock();
    }

    /// <summary>Counts a new CPU mapping (<c>panthor_gem_mmap()</c>) and takes a reference for it.</summary>
    public async KTask MmapAsync()
    {
        Get();
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

    /// <summary>Forgets a CPU mapping (<c>panthor_gem_vm_close()</c>).</summary>
    public async KTask MunmapAsync()
    {
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

    // panthor_gem_free_object()
    private protected override void Free()
    {
        Device.WarnOn(PinCount != 0 && !IsImported, "a buffer is freed while it is pinned");
        Device.Gems.Remove(_gemsNode);
        _tracked.Free();
        _deviceMap = null;
        Pages?.Free(Device.Platform.Memory);
        Pages = null;
        _exclusiveVmRootGem?.Put();
    }

    // panthor_gem_backing_pin_locked()
    private async KTask<Errno> PinLockedAsync()
    {
        if (PinCount > 0)
        {
            PinCount++;
            return Errno.None;
        }

        Errno result = GetPagesLocked();
        if (result == Errno.None)
        {
            PinCount = 1;
            await UpdateReclaimStateLockedAsync();
        }

        return result;
    }

    // panthor_gem_dev_map_get_sgt_locked()
    private Errno GetDeviceMapLocked()
    {
        if (_deviceMap is not null)
        {
            return Errno.None;
        }

        Errno result = GetPagesLocked();
        if (result == Errno.None)
        {
            _deviceMap = Pages!.ToSegments();
        }

        return result;
    }

    // panthor_gem_evaluate_reclaim_state_locked()
    private GemReclaimState EvaluateReclaimState()
    {
        if (Pages is null || PinCount > 0)
        {
            return GemReclaimState.Unreclaimable;
        }

        int vms = 0;
        for (GpuVmBo? vmBo = GpuvaList.First; vmBo is not null; vmBo = vmBo.NextOfObject)
        {
            vms += vmBo.IsEvicted ? 0 : 1;
        }

        return vms switch
        {
            > 1 => GemReclaimState.GpuMappedMultiVm,
            1 => GemReclaimState.GpuMappedSingleVm,
            _ => MmapCount > 0 ? GemReclaimState.Mmapped : GemReclaimState.Unused,
        };
    }
}
