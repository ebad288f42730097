using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <summary>Where the driver's MMU code can be made to fail.</summary>
public static class MmuFaultPoints
{
    /// <summary>The subject when the tables of an operation are reserved: nothing has happened yet.</summary>
    public const string Reservation = "panthor_vm_op_ctx_prealloc_pts";

    /// <summary>The subject when a table is taken in the middle of an operation.</summary>
    public const string Use = "alloc_pt";

    /// <summary>
    /// A page for a page table cannot be had; the subject is <see cref="Reservation"/> or <see cref="Use"/>.
    /// </summary>
    public static readonly FaultPoint PageTableAllocation = new(
        "PageTableAllocation", Errno.ENOMEM, "A page for a page table cannot be had.");

    /// <summary>All that concern the MMU code.</summary>
    public static IReadOnlyList<FaultPoint> All { get; } =
        [PageTableAllocation, SyncFaultPoints.KernelAllocation];
}
