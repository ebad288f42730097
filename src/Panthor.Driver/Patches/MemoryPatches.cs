using System.Collections.Generic;

namespace Panthor.Driver.Patches;

/// <summary>Patches of the history of VMs and address spaces.</summary>
public static class MemoryPatches
{
    /// <summary>Leaves the end of bonds to those who may wait for reservation locks.</summary>
    public static readonly DriverPatch DeferBoCleanup = new(
        nameof(DeferBoCleanup),
        "drm/panthor: Use drm_gpuva_unlink_defer",
        "63e919a31625",
        "A job of a bind queue freed the bond of VM and buffer, which takes their reservation locks.",
        "Who holds such a lock may wait for the job's fence: lockdep sees the deadlock.");

    /// <summary>Enters a buffer in the VM's list of external ones under the VM's reservation lock.</summary>
    public static readonly DriverPatch ExtobjUnderResv = new(
        nameof(ExtobjUnderResv),
        "drm/panthor: Lock the VM resv before calling drm_gpuvm_bo_obtain_prealloc()",
        "85a06b7594ba",
        "A map entered its buffer in the VM's list of external ones without the lock that protects the list.",
        "Two VM_BINDs at the same time can corrupt the list: lockdep misses the lock with the first map.");

    /// <summary>Gives the addresses of a kernel buffer back even if it could not be unmapped.</summary>
    public static readonly DriverPatch FreeKernelVa = new(
        nameof(FreeKernelVa),
        "drm/panthor: Fix UAF on kernel BO VA nodes",
        "e12ea6b3deda",
        "A kernel buffer that could not be unmapped was freed with the node of its addresses, which was still in use.",
        "Who next takes addresses behind it uses the node after it was freed.");

    /// <summary>Lets a kernel buffer keep its VM.</summary>
    public static readonly DriverPatch KernelBoKeepsVm = new(
        nameof(KernelBoKeepsVm),
        "drm/panthor: Keep a ref to the VM at the panthor_kernel_bo level",
        "",
        "Kernel buffers could outlive the VM that they are mapped in.",
        "The group of a client that closes after an unplug unmaps the last buffer of the firmware's VM, which goes under it.");

    /// <summary>Goes on at the beginning of each further segment of a buffer.</summary>
    public static readonly DriverPatch PartialBoMapping = new(
        nameof(PartialBoMapping),
        "drm/panthor: Fix handling of partial GPU mapping of BOs",
        "",
        "The offset in the buffer was left out of each of its segments, not only of the first.",
        "A mapping that begins in the middle of a scattered buffer shows the wrong pages, and too few.");

    /// <summary>Unmaps whole huge pages and maps again what of them is to stay.</summary>
    public static readonly DriverPatch PartialUnmapOfHugePages = new(
        nameof(PartialUnmapOfHugePages),
        "drm/panthor: Support partial unmaps of huge pages",
        "",
        "The page-table code does not split a block of 2 MiB any more when a part of it is to be unmapped.",
        "VM_BIND cannot unmap a page out of a huge one: a WARN, and the VM is unusable.");

    /// <summary>Lets one cache flush end before the next begins.</summary>
    public static readonly DriverPatch SerializeCacheFlushes = new(
        nameof(SerializeCacheFlushes),
        "drm/panthor: Serialize GPU cache flush operations",
        "",
        "All cache flushes share one bit, by which the driver knows that one is pending.",
        "Of two VM_BINDs at the same time one finds a flush pending: EIO, and a reset of the device.");

    /// <summary>Prepares both mappings that an unmap in the middle of one leaves.</summary>
    public static readonly DriverPatch TwoVmasForUnmap = new(
        nameof(TwoVmasForUnmap),
        "drm/panthor: Fix kernel panic on partial unmap of a GPU VA region",
        "",
        "An unmap prepared one mapping, for the rest before or after the hole.",
        "Unmapping the middle of a mapping needs two: a NULL pointer is dereferenced.");

    /// <summary>Unlocks the region of a VM before its address space goes to another one.</summary>
    public static readonly DriverPatch UnlockBeforeDisable = new(
        nameof(UnlockBeforeDisable),
        "drm/panthor: Unlock the locked region before disabling an AS",
        "",
        "An address space could be taken from a VM in the middle of an operation, with its region locked.",
        "The next VM inherits the lock: its accesses to that region wait for an unlock that nobody sends.");

    /// <summary>Takes a reference to a VM before anybody can free it.</summary>
    public static readonly DriverPatch VmHandleLock = new(
        nameof(VmHandleLock),
        "drm/panthor: Lock XArray when getting entries for the VM",
        "",
        "Between finding a VM under its handle and taking a reference it could be destroyed.",
        "A VM_BIND that races with VM_DESTROY uses a VM that was freed.");

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<DriverPatch> All { get; } =
    [
        DeferBoCleanup, ExtobjUnderResv, FreeKernelVa, KernelBoKeepsVm, PartialBoMapping, PartialUnmapOfHugePages,
        SerializeCacheFlushes, TwoVmasForUnmap, UnlockBeforeDisable, VmHandleLock,
    ];
}
