using Panthor.Driver.Gpuvm;
using Panthor.Hardware;

namespace Panthor.Driver.Mmu;

/// <summary>Free objects of the VMs of one device, so that an operation allocates nothing once they are warm.</summary>
internal sealed class PanthorMmuCaches
{
    private PanthorVma? _vmas;
    private VmOpCtx? _opCtxs;

    public PanthorMmuCaches(PhysicalMemory memory) => PageTables = new PageTableCache(memory);

    public PageTableCache PageTables { get; }

    public GpuVmCaches Gpuvm { get; } = new();

    public PanthorVma RentVma()
    {
        if (_vmas is not { } vma)
            return new PanthorVma();
        _vmas = vma.NextFree;
        vma.NextFree = null;
        return vma;
    }

    public void Return(PanthorVma vma)
    {
        vma.NextFree = _vmas;
        _vmas = vma;
    }

    public VmOpCtx RentOpCtx()
    {
        if (_opCtxs is not { } ctx)
            return new VmOpCtx();
        _opCtxs = ctx.NextFree;
        ctx.NextFree = null;
        return ctx;
    }

    /// <summary>Takes a context back that has been cleaned up.</summary>
    public void Return(VmOpCtx ctx)
    {
        ctx.Steps = default;
        ctx.NextFree = _opCtxs;
        _opCtxs = ctx;
    }
}
