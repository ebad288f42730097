using System.Collections.Generic;

namespace Panthor.Driver.Patches;

/// <summary>
/// Patches that are not in Linux 7.2: this project found what they fix. Without them the driver is exactly 7.2's.
/// </summary>
public static class ProjectPatches
{
    /// <summary>Does not let the work queues run while the system sleeps.</summary>
    public static readonly DriverPatch FreezeWorkqueues = new(
        nameof(FreezeWorkqueues),
        "drm/panthor: make the scheduler's and the reset workqueue freezable",
        "",
        "Ticks, jobs and resets went on while the system went to sleep, and while it slept.",
        "A tick WARNs, as the device does not resume; or it puts groups on slots that have just been emptied, and the "
            + "firmware does not answer; or panthor_vm_idle WARNs that the VM is not active.") { IsUpstream = false };

    /// <summary>Keeps the power while a reset is under way.</summary>
    public static readonly DriverPatch HoldPowerInReset = new(
        nameof(HoldPowerInReset),
        "drm/panthor: hold a runtime PM reference during a reset",
        "",
        "An autosuspend waits for the end of a reset; one that fails unplugs the device, and waits for the suspend.",
        "If the firmware does not come back, the reset and the suspend wait for each other for ever: a hung task.") { IsUpstream = false };

    /// <summary>Lets groups that had work when the system went to sleep count as busy after it.</summary>
    public static readonly DriverPatch KeepBusyGroupsRunnable = new(
        nameof(KeepBusyGroupsRunnable),
        "drm/panthor: keep busy groups runnable across a suspend",
        "",
        "A suspend puts every group that it takes off a slot into the list of idle groups, busy or not.",
        "After a sleep of the system with more busy groups than slots some get no slot: their jobs never end.") { IsUpstream = false };

    /// <summary>Refuses a map of the user that reaches a VM after VM_DESTROY has emptied it.</summary>
    public static readonly DriverPatch RefuseMapsAfterVmDestroy = new(
        nameof(RefuseMapsAfterVmDestroy),
        "drm/panthor: refuse user maps on a destroyed VM",
        "",
        "A map that was queued or under way before VM_DESTROY is executed after it has unmapped everything.",
        "The mapping and its bond keep the VM, the VM keeps them: both leak, with the buffer and the page tables.") { IsUpstream = false };

    /// <summary>Does not let a reset of the GPU and a cache flush overlap.</summary>
    public static readonly DriverPatch SerializeResetAndFlush = new(
        nameof(SerializeResetAndFlush),
        "drm/panthor: serialize soft reset and cache flushes",
        "",
        "The end of a reset forgets every request that is pending, a flush that was begun right after it, too.",
        "The flush counts as done while it is under way; the next one is ignored by the GPU.") { IsUpstream = false };

    /// <summary>
    /// Has an empty operation of an asynchronous VM_BIND do nothing, as an empty one of a synchronous VM_BIND does.
    /// </summary>
    public static readonly DriverPatch SkipEmptyBinds = new(
        nameof(SkipEmptyBinds),
        "drm/panthor: let empty asynchronous binds do nothing",
        "",
        "A queued map of no bytes at address 0 spans the whole tree of mappings: it can be inserted in an empty one only.",
        "The failure is ignored; the mapping, in no tree, keeps its bond: the VM leaks with the buffer.") { IsUpstream = false };

    /// <summary>Unlocks regions that operations have locked between a reset and the end of its treatment.</summary>
    public static readonly DriverPatch UnlockRegionsAfterReset = new(
        nameof(UnlockRegionsAfterReset),
        "drm/panthor: unlock regions before the AS slots are forgotten after a reset",
        "",
        "Kernel buffers are mapped while a reset is under way. A region that is locked right after the GPU was reset "
            + "stays locked, as its VM has lost the address space when it is to be unlocked.",
        "The firmware's accesses to its own memory stall: it does not boot, and the device is given up.") { IsUpstream = false };

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<DriverPatch> All { get; } =
    [
        FreezeWorkqueues, HoldPowerInReset, KeepBusyGroupsRunnable, RefuseMapsAfterVmDestroy, SerializeResetAndFlush,
        SkipEmptyBinds, UnlockRegionsAfterReset,
    ];
}
