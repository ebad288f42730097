using System;
using System.Collections.Generic;
using System.Linq;

namespace Panthor.Driver.Patches;

/// <summary>The patches that can be taken out of the driver by name. A patch changes the driver's code only.</summary>
public static class PatchCatalogue
{
    /// <summary>
    /// Locks the region of a VM_BIND for the GPU around the whole operation, and flushes and unlocks once at the end.
    /// </summary>
    public static readonly DriverPatch AtomicPageTableUpdates = new(
        nameof(AtomicPageTableUpdates),
        "drm/panthor: Add support for atomic page table updates",
        "6e2d3b3e8589",
        "A remap removes pages and maps others; the GPU could look in between.",
        "A job that reads the range during a remap faults in a hole, or sees old and new pages torn.");

    /// <summary>Writes <c>backing.pages</c> only when the pages could be had.</summary>
    public static readonly DriverPatch ClearBackingPagesOnError = new(
        nameof(ClearBackingPagesOnError),
        "drm/panthor: Part ways with drm_gem_shmem_object",
        "",
        "A failed get_pages stored the error pointer in backing.pages.",
        "The next caller believes that it has pages; a retried CPU fault dereferences ERR_PTR(-ENOMEM).");

    /// <summary>Has the scheduler's tick take a VM's groups off their slots before the VM is destroyed.</summary>
    public static readonly DriverPatch EvictGroupsBeforeVmDestroy = new(
        nameof(EvictGroupsBeforeVmDestroy),
        "drm/panthor: Evict groups before VM termination",
        "",
        "A destroyed group leaves its slot a little later; its VM could be gone by then.",
        "The firmware suspends the group and writes its heap context where nothing is mapped: a GPU page fault.");

    /// <summary>Numbers the heaps of a pool from 0 on, as their contexts lie in the pool's buffer.</summary>
    public static readonly DriverPatch HeapContextIndex = new(
        nameof(HeapContextIndex),
        "drm/panthor: Fix an off-by-one in the heap context retrieval logic",
        "",
        "Heaps were numbered from 1 to 128, and their contexts found at that number in a buffer for 128 of them.",
        "Creating the 128th tiler heap of a VM clears memory behind the buffer: an oops.");

    /// <summary>Leaves every shortage of tiler memory to the firmware, which may call an exception handler.</summary>
    public static readonly DriverPatch IncrementalRendering = new(
        nameof(IncrementalRendering),
        "drm/panthor: Fix tiler OOM handling to allow incremental rendering",
        "d2143297579f",
        "A heap that may not grow any more was an error unless a render pass was still to be waited for.",
        "A job that fills its tiler heap kills its group, although it brought a handler for that.");

    /// <summary>Stops the firmware when the device goes without asking it to halt first.</summary>
    public static readonly DriverPatch NoHaltOnUnplug = new(
        nameof(NoHaltOnUnplug),
        "drm/panthor: Fix NULL pointer dereference on panthor_fw_unplug",
        "920c6af98e98",
        "The end of the firmware asked it to halt by way of its interface, which it may never have shown.",
        "A probe that fails because the firmware does not boot dereferences a NULL pointer: an oops.");

    /// <summary>Keeps the mapping that a failed operation had prepared.</summary>
    public static readonly DriverPatch ReturnUnusedVma = new(
        nameof(ReturnUnusedVma),
        "drm/panthor: Fix potential memleak of vma structure",
        "",
        "A mapping that was taken from the prepared ones was forgotten when the page table could not be written.",
        "Each VM_BIND that fails for want of memory leaks a panthor_vma.");

    /// <summary>All patches, in order of their names.</summary>
    public static IReadOnlyList<DriverPatch> All { get; } =
    [
        .. SchedulingPatches.All
            .Concat(MemoryPatches.All)
            .Concat(ProjectPatches.All)
            .Concat(UapiPatches.All)
            .Concat(
            [
                AtomicPageTableUpdates, ClearBackingPagesOnError, EvictGroupsBeforeVmDestroy, HeapContextIndex,
                IncrementalRendering, NoHaltOnUnplug, ReturnUnusedVma,
            ])
            .OrderBy(patch => patch.Name, StringComparer.Ordinal),
    ];

    /// <summary>The patch of a name, whatever its case; null if there is none.</summary>
    public static DriverPatch? Find(string name) =>
        All.FirstOrDefault(patch => patch.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
