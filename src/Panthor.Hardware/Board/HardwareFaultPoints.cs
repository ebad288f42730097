using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The places at which the hardware can be made to fail.</summary>
public static class HardwareFaultPoints
{
    /// <summary>An allocation of physical pages fails; the subject is the <see cref="PageUse"/>.</summary>
    public static readonly FaultPoint PageAllocation = new(
        "PageAllocation", Errno.ENOMEM, "The page allocator has no page.");

    /// <summary>A page cannot be written to swap.</summary>
    public static readonly FaultPoint SwapOut = new("SwapOut", Errno.EIO, "A page cannot be written to swap.");

    /// <summary>A page cannot be read back from swap.</summary>
    public static readonly FaultPoint SwapIn = new("SwapIn", Errno.EIO, "A page cannot be read back from swap.");

    /// <summary>A command of an address space never completes: AS_ACTIVE stays set. The subject is the number of the
    /// address space.</summary>
    public static readonly FaultPoint MmuCommand = new(
        "MmuCommand", Errno.ETIMEDOUT, "A command of an address space never completes (AS_ACTIVE stuck).");

    /// <summary>A cache flush never completes.</summary>
    public static readonly FaultPoint CacheFlush = new(
        "CacheFlush", Errno.ETIMEDOUT, "A cache flush of the GPU never completes.");

    /// <summary>An interrupt is lost on its way; the subject is the <see cref="InterruptBlockId"/>.</summary>
    public static readonly FaultPoint Interrupt = new(
        "Interrupt", Errno.ETIMEDOUT, "An interrupt of the GPU never reaches the CPU.");

    /// <summary>The firmware never completes its boot.</summary>
    public static readonly FaultPoint FirmwareBoot = new(
        "FirmwareBoot", Errno.ETIMEDOUT, "The boot of the GPU's firmware never completes.");

    /// <summary>The firmware hangs when it is pinged: it does nothing any more until it is booted again.</summary>
    public static readonly FaultPoint FirmwarePing = new(
        "FirmwarePing", Errno.ETIMEDOUT, "The firmware hangs: a ping is not acknowledged, nor anything after it.");

    /// <summary>The acknowledgement of a group request never comes; the subject is the number of the slot.</summary>
    public static readonly FaultPoint CsgAck = new(
        "CsgAck", Errno.ETIMEDOUT, "The acknowledgement of a group request never comes.");

    /// <summary>A job brings the cores into a state that only a reset of the GPU ends: its stream says so, and no job gets
    /// any further. The subject is the number of the slot.</summary>
    public static readonly FaultPoint Unrecoverable = new(
        "Unrecoverable", Errno.EIO, "A job ends unrecoverably: no job gets any further until the GPU is reset.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FaultPoint> All { get; } =
    [
        PageAllocation, SwapOut, SwapIn, MmuCommand, CacheFlush, Interrupt, FirmwareBoot, FirmwarePing, CsgAck,
        Unrecoverable,
    ];
}
