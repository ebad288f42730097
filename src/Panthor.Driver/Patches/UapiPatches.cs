using System.Collections.Generic;

namespace Panthor.Driver.Patches;

/// <summary>Patches of the history of the requests that clients make.</summary>
public static class UapiPatches
{
    /// <summary>Leaves BO_CREATE by way of its end, whatever is wrong with the arguments.</summary>
    public static readonly DriverPatch BoCreateUnlock = new(
        nameof(BoCreateUnlock),
        "drm/panthor: unlock on error in panthor_ioctl_bo_create()",
        "c57079937bf8",
        "BO_CREATE with flags that contradict each other returned without leaving the section that an unplug waits for.",
        "After one such request the device cannot be removed any more: a hung task.");

    /// <summary>Refuses a VM_BIND whose offset in the buffer is no multiple of the page size.</summary>
    public static readonly DriverPatch BoOffsetAlignment = new(
        nameof(BoOffsetAlignment),
        "drm/panthor: check bo offset alignment in vm bind",
        "",
        "VM_BIND asked for the alignment of address and size only, not of the offset in the buffer.",
        "A map at an odd offset succeeds, and shows the GPU the page from its beginning: the wrong bytes.");

    /// <summary>Ignores the stride of an array without elements.</summary>
    public static readonly DriverPatch EmptyArrayStride = new(
        nameof(EmptyArrayStride),
        "drm/panthor: Don't check the array stride on empty uobj arrays",
        "",
        "The stride of an array was checked before anybody asked whether it has elements.",
        "A request with an array that is all zero, as for no elements at all, is refused: EINVAL.");

    /// <summary>Refuses tiler heaps that would begin with more chunks than they may have.</summary>
    public static readonly DriverPatch HeapChunkLimits = new(
        nameof(HeapChunkLimits),
        "drm/panthor: Make sure the tiler initial/max chunks are consistent",
        "",
        "TILER_HEAP_CREATE did not compare the number of chunks to begin with with the greatest one.",
        "A heap has more chunks than its limit permits, and cannot grow from the beginning.");

    /// <summary>Refuses to tell where a buffer that is not to be mapped lies in the device file.</summary>
    public static readonly DriverPatch NoMmapOffset = new(
        nameof(NoMmapOffset),
        "drm/panthor: Don't create a file offset for NO_MMAP BOs",
        "",
        "BO_MMAP_OFFSET did not look at the flag with which a client forgoes CPU mappings.",
        "A client gets an offset, and learns only from mmap() that it is of no use: EINVAL.");

    /// <summary>Completes a buffer before other threads can find it under its handle.</summary>
    public static readonly DriverPatch PublishBoLast = new(
        nameof(PublishBoLast),
        "drm/panthor: Fix UAF in panthor_gem_create_with_handle() debugfs code",
        "fe69a3918084",
        "BO_CREATE wrote what debugfs shows of a buffer when that had its handle already.",
        "A second thread that guesses the handle closes it, and the creator uses a buffer that was freed.");

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<DriverPatch> All { get; } =
    [
        BoCreateUnlock, BoOffsetAlignment, EmptyArrayStride, HeapChunkLimits, NoMmapOffset, PublishBoLast,
    ];
}
