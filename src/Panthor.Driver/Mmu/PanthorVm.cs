using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <summary>A virtual address space of the GPU: its mappings, its page table and its address space slot.</summary>
/// <remarks>C: struct panthor_vm.</remarks>
public sealed partial class PanthorVm : GpuVm
{
    /// <summary>No address space slot.</summary>
    public const int NoAddressSpace = -1;

    internal readonly LinkedListNode<PanthorVm> Node;
    internal readonly LinkedListNode<PanthorVm> AsLruNode;
    private ArmLpaeS1<PanthorVmPageTableHost> _pgtbl = null!;
    private VmOpCtx? _opCtx;
    private ulong _lockedStart;
    private ulong _lockedSize;
    private readonly bool _preempts;
    private readonly bool _isAtomic;
    private readonly bool _refusesLateMaps;
    private readonly bool _skipsEmptyBinds;
    private bool _isSlotsLockKnown;

    private PanthorVm(PanthorDevice device, bool forMcu, ulong vaRange, ulong kernelVaStart)
        : base(device.Mmu.Caches.Gpuvm, forMcu ? "panthor-MCU-VM" : "panthor-GPU-VM", 0, vaRange)
    {
        Device = device;
        Mmu = device.Mmu;
        ForMcu = forMcu;
        UserVaRange = kernelVaStart;
        Id = forMcu ? 0 : Mmu.NextVmId();
        _preempts = device.Simulation.Chooser.Preempts;
        _isAtomic = device.Has(PatchCatalogue.AtomicPageTableUpdates);
        _refusesLateMaps = device.Has(ProjectPatches.RefuseMapsAfterVmDestroy);
        _skipsEmptyBinds = device.Has(ProjectPatches.SkipEmptyBinds);
        OpLock = new Mutex(device.Simulation, MmuLockClasses.OpLock);
        RootGem = new DrmGemObject(device, 0);
        Node = new LinkedListNode<PanthorVm>(this);
        AsLruNode = new LinkedListNode<PanthorVm>(this);
    }

    /// <summary>The device.</summary>
    public PanthorDevice Device { get; }

    /// <summary>Number of the VM on its device, from 1, and 0 for the firmware's; for reports only.</summary>
    public int Id { get; }

    /// <summary>The VM of the firmware's microcontroller, which lives on address space 0.</summary>
    public bool ForMcu { get; }

    /// <summary>
    /// First address that user mappings may not reach; the kernel's range starts here (user_va_range).
    /// </summary>
    public ulong UserVaRange { get; }

    /// <summary>Bytes of the range kept for kernel objects.</summary>
    public ulong KernelVaSize { get; private set; }

    /// <summary>First address of the range where the kernel places objects itself (kernel_auto_va.start).</summary>
    public ulong KernelAutoVaStart { get; private set; }

    /// <summary>Last address of that range (kernel_auto_va.end).</summary>
    public ulong KernelAutoVaEnd { get; private set; }

    /// <summary>Serialises the operations on the VM (op_lock).</summary>
    public Mutex OpLock { get; }

    /// <summary>
    /// Stands for the VM where a buffer is asked for: lends its lock to the buffers of this VM alone.
    /// </summary>
    /// <remarks>C: panthor_vm_root_gem.</remarks>
    public DrmGemObject RootGem { get; }

    /// <summary>Reservation lock of the VM and of the buffers that belong to it alone.</summary>
    /// <remarks>C: panthor_vm_resv.</remarks>
    public DmaResv Resv => RootGem.Resv;

    /// <summary>Value of AS_MEMATTR.</summary>
    public ulong Memattr { get; private set; }

    /// <summary>Physical address of the root table, the value of AS_TRANSTAB.</summary>
    public ulong Transtab => _pgtbl.Ttbr;

    /// <summary>Sizes and coherency of the page table.</summary>
    public IoPgtableConfig PageTableConfig => _pgtbl.Config;

    /// <summary>Address space slot, or <see cref="NoAddressSpace"/>.</summary>
    /// <remarks>C: panthor_vm_as.</remarks>
    public int AsId { get; internal set; } = NoAddressSpace;

    /// <summary>Users of the address space: 0 when the VM is idle (as.active_cnt).</summary>
    public int ActiveCount { get; internal set; }

    /// <summary>First address of the locked region, if one is locked.</summary>
    public ulong LockedRegionStart => _lockedStart;

    /// <summary>Bytes of the locked region; 0 for none.</summary>
    public ulong LockedRegionSize => _lockedSize;

    /// <summary>The VM was destroyed: it is alive only for those that hold a reference.</summary>
    public bool Destroyed { get; private set; }

    /// <summary>An operation failed half way; maps are refused (panthor_vm_is_unusable).</summary>
    public bool IsUnusable { get; private set; }

    /// <summary>A page fault happened since the last activation (panthor_vm_has_unhandled_faults).</summary>
    public bool UnhandledFault { get; internal set; }

    /// <summary>Smallest page, in bytes.</summary>
    /// <remarks>C: panthor_vm_page_size.</remarks>
    public static ulong PageSize => ArmLpae.SZ_4K;

    internal PanthorMmu Mmu { get; }

    private Simulation Sim => Device.Simulation;

    /// <summary>The buffer that is mapped at an address; takes a reference to it.</summary>
    /// <returns>ENOENT when nothing is mapped there; else the buffer and the offset of the address in it.</returns>
    /// <remarks>C: panthor_vm_get_bo_for_va.</remarks>
    public async KTask<KernelResult<(PanthorGemObject Bo, ulong Offset)>> GetBoForVaAsync(ulong va)
    {
        await OpLock.LockAsync();
        GpuVa? found = FindFirst(va, 1);
        if (found?.Obj is not { } bo)
        {
            OpLock.Unlock();
            return KernelResult.Fail(Errno.ENOENT, $"va 0x{va:x} is not mapped");
        }

        bo.Get();
        ulong offset = found.Offset + (va - found.Addr);
        OpLock.Unlock();
        return ((PanthorGemObject)bo, offset);
    }

    /// <summary>Physical address behind a virtual one, 0 when it is not mapped.</summary>
    public ulong IovaToPhys(ulong va) => _pgtbl.IovaToPhys(va);

    /// <summary>The entries that a walk of the page table reads for an address.</summary>
    /// <returns>Number of entries in <paramref name="steps"/>, at most four.</returns>
    public int WalkPageTable(ulong va, System.Span<PageTableEntry> steps) => _pgtbl.Walk(va, steps);

    /// <summary>Shows all non-empty page table entries of a range.</summary>
    public void VisitPageTable<TVisitor>(ref TVisitor visitor, ulong start = 0, ulong end = ulong.MaxValue)
        where TVisitor : IPageTableVisitor, allows ref struct => _pgtbl.Visit(ref visitor, start, end);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Id}";

    internal bool TryAllocateRootTable(out ulong pa)
    {
        Device.WarnOn(_opCtx is not null, "alloc_pt: the root table is allocated during an operation");
        return Mmu.Caches.TryAllocatePage(out pa);
    }

    /// <summary>C: alloc_pt. Reserved pages are zero.</summary>
    internal bool TryTakeReservedTable(out ulong pa)
    {
        pa = 0;
        if (_opCtx is not { } ctx)
        {
            Device.WarnOn(true, "alloc_pt: no operation is in progress");
            return false;
        }

        if (Sim.Faults.ShouldFail(MmuFaultPoints.PageTableAllocation, MmuFaultPoints.Use))
            return false;
        if (ctx.UsedPageTables >= ctx.ReservedPageTables)
        {
            Device.WarnOn(true, "alloc_pt: no reserved page table is left");
            return false;
        }

        pa = ctx.Pages[ctx.UsedPageTables++];
        return true;
    }

    /// <inheritdoc/>
    protected override void AssertResvHeld() => Resv.AssertHeld("drm_gpuvm_bo_extobj_add");

    /// <inheritdoc/>
    protected override void Warn(string what) => Device.WarnOn(true, what);
}
