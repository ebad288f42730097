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

    /// <summary>All patches, in order of their names.</summary>
    public static IReadOnlyList<DriverPatch> All { get; } = [AtomicPageTableUpdates, ClearBackingPagesOnError];

    /// <summary>The patch of a name, whatever its case; null if there is none.</summary>
    public static DriverPatch? Find(string name) =>
        All.FirstOrDefault(patch => patch.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
