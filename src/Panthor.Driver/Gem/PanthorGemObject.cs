using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>A buffer object of panthor (<c>struct panthor_gem_object</c>).</summary>
/// <remarks>
/// Pages come on demand: with the first CPU access, the first pin. They stay until the buffer is destroyed or evicted. The
/// methods whose names end in <c>Locked</c> want <see cref="DrmGemObject.Resv"/> held.
/// </remarks>
public sealed partial class PanthorGemObject : DrmGemObject
{
    private readonly DrmGemObject? _exclusiveVmRootGem;
    private readonly TrackedObject _tracked;
    private LinkedListNode<PanthorGemObject>? _gemsNode;

    private PanthorGemObject(
        PanthorDevice device, ulong size, uint flags, DrmGemObject? exclusiveVmRootGem, GemUsageFlags? usage)
        : base(device, size)
    {
        Flags = flags;
        _exclusiveVmRootGem = exclusiveVmRootGem;
        if (exclusiveVmRootGem is not null)
        {
            exclusiveVmRootGem.Get();
            ShareResv(exclusiveVmRootGem.Resv);
        }

        MmapOffset = device.MmapOffsets.Add(this);
        Creator = device.Simulation.Current?.Name ?? "kernel";
        CreatorId = device.Simulation.Current?.Id ?? 0;
        _tracked = device.Simulation.Objects.Track("panthor_gem_object", this);
        if (usage is { } flagsOfUsage)
        {
            ShowInDebugfs(flagsOfUsage);
        }
    }

    /// <summary>Creation flags: <c>DRM_PANTHOR_BO_*</c>.</summary>
    public uint Flags { get; }

    /// <summary>Who uses the buffer, for debugfs.</summary>
    public GemUsageFlags UsageFlags { get; private set; }

    /// <summary>Name of the task that made the buffer (<c>creator.process_name</c>).</summary>
    public string Creator { get; }

    /// <summary>Number of that task (<c>creator.tgid</c>).</summary>
    public int CreatorId { get; }

    /// <summary>True if the memory comes from another device.</summary>
    public override bool IsImported => ImportedBuffer is not null || _isForeignMemory;

    /// <summary>
    /// The root object of the only VM that may map the buffer, or null if any may (<c>exclusive_vm_root_gem</c>).
    /// </summary>
    public DrmGemObject? ExclusiveVmRootGem => _exclusiveVmRootGem;

    /// <summary>What the client calls the buffer; null if it was never named (<c>label.str</c>).</summary>
    public string? Label { get; internal set; }

    /// <summary>Where in the device file an <c>mmap()</c> finds the buffer, in bytes.</summary>
    public ulong MmapOffset { get; }

    /// <summary>Makes a buffer without pages (<c>panthor_gem_create()</c>).</summary>
    /// <param name="device">The device.</param>
    /// <param name="size">Size in bytes; rounded up to whole pages.</param>
    /// <param name="flags">Creation flags: <c>DRM_PANTHOR_BO_*</c>.</param>
    /// <param name="exclusiveVmRootGem">Root object of the only VM that may map it, or null.</param>
    /// <param name="usage">Who uses it; null to have <see cref="ShowInDebugfs"/> called later.</param>
    public static PanthorGemObject Create(
        PanthorDevice device,
        ulong size,
        uint flags,
        DrmGemObject? exclusiveVmRootGem = null,
        GemUsageFlags? usage = GemUsageFlags.None)
    {
        const ulong Mask = GemPages.PageSize - 1;
        return new PanthorGemObject(device, checked(size + Mask) & ~Mask, flags, exclusiveVmRootGem, usage);
    }

    /// <summary>Whether a write from the CPU goes past the CPU's caches (<c>should_map_wc()</c>).</summary>
    public bool IsWriteCombined => !Device.Coherent && (Flags & PanthorDrm.DRM_PANTHOR_BO_WB_MMAP) == 0;

    /// <summary>Whether the CPU sees the buffer through a cache that the GPU does not see.</summary>
    internal bool IsCpuCached => !Device.Coherent && !IsWriteCombined;

    /// <summary>From now on debugfs shows the buffer (<c>panthor_gem_debugfs_set_usage_flags()</c>).</summary>
    /// <param name="usage">Who uses it.</param>
    internal void ShowInDebugfs(GemUsageFlags usage)
    {
        if (_tracked.AssertAlive("panthor_gem_debugfs_set_usage_flags"))
        {
            UsageFlags = usage;
            _gemsNode = Device.Gems.Add(this);
        }
    }

    // panthor_gem_free_object()
    private protected override void Free()
    {
        if (_gemsNode is not null)
        {
            Device.Gems.Remove(_gemsNode);
        }

        Device.MmapOffsets.Remove(MmapOffset);
        _tracked.Free();
        if (IsImported)
        {
            _deviceMap = null;
            ImportedBuffer?.Release();
        }
        else
        {
            // As in C without the lock: nobody else can see the buffer any more.
            Device.WarnOn(_vmap is not null, "a buffer is freed while the kernel has it mapped");
            CleanUpDeviceMapLocked();
            CleanUpBackingLocked("panthor_gem_free_object");
            File?.Truncate();
        }

        _exclusiveVmRootGem?.Put();
        base.Free();
    }
}
