using System;
using System.Collections.Generic;
using Benchmarks.Measurement;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Benchmarks.Workloads;

/// <summary>
/// Runs VM_BIND operations on a VM that no GPU uses: whole (<c>BindExecSyncOpAsync</c>), or their core, for which
/// pages, mappings and bonds are at hand before.
/// </summary>
internal sealed class VmWorkload : IDisposable
{
    private readonly Machine _machine = WorkloadMachine.Create();
    private readonly Dictionary<DrmGemObject, ulong> _ids = new(ReferenceEqualityComparer.Instance);
    private readonly DrmFile _file;
    private readonly List<PanthorGemObject> _buffers = [];
    private GpuVmBo[] _bonds = [];
    private uint _vmId;

    public VmWorkload()
    {
        KernelResult<DrmFile> file = _machine.Open("workload");
        _file = file.IsOk ? file.Value : throw new InvalidOperationException($"no client: {file}");
    }

    /// <summary>The VM of the repetition.</summary>
    public PanthorVm Vm { get; private set; } = null!;

    /// <summary>Buffers made so far; handles count from 1.</summary>
    public int BufferCount => _buffers.Count;

    /// <summary>Adds a buffer over physical memory that nobody touches.</summary>
    public void AddBuffer(ulong address, ulong size)
    {
        var buffer = PanthorGemObject.ImportScatterTable(_machine.Device, new ScatterSegment(address, size));
        _ids.Add(buffer, (ulong)_buffers.Count);
        _buffers.Add(buffer);
        _file.AddHandle(buffer);
    }

    public void NewVm()
    {
        KernelResult<DrmPanthorVm> created = _machine.Call("vm_create", () => _file.VmCreateAsync(0, 0));
        _vmId = created.Value.Id;
        Vm = _file.Vms.Find(_vmId)!;
    }

    public void DestroyVm() => _machine.Call("vm_destroy", () => _file.VmDestroyAsync(_vmId));

    /// <summary>Runs whole operations.</summary>
    public void RunFull(DrmPanthorVmBindOp[] operations, PhaseClock clock) =>
        _machine.Call("vm_bind", () => FullAsync(operations, clock));

    /// <summary>Makes the bonds of all buffers, for <see cref="RunCore"/>.</summary>
    public void PrepareCore()
    {
        _bonds = new GpuVmBo[_buffers.Count];
        for (int i = 0; i < _bonds.Length; i++)
            _bonds[i] = Vm.BoObtainPrealloc(Vm.BoCreate(_buffers[i]));
    }

    /// <summary>Runs the core of operations.</summary>
    public void RunCore(DrmPanthorVmBindOp[] operations, PhaseClock clock) =>
        _machine.Call("vm_bind", () => CoreAsync(operations, clock));

    /// <summary>Gives the bonds up again.</summary>
    public void FinishCore()
    {
        foreach (GpuVmBo bond in _bonds)
            Vm.BoPutDeferred(bond);
        _bonds = [];
    }

    /// <summary>Steps, mappings and page table of the VM.</summary>
    public WorkloadResult Result()
    {
        WorkloadResult result = MappingHash.AddSteps(new WorkloadResult(), Vm.StepCounts)
            .Count("final_vas", Vm.MappingCount);
        return PageTableResult.Of(Vm, result).Hash("va_hash", MappingHash.Of(Vm, _ids));
    }

    public void Dispose() => _machine.Dispose();

    private async KTask FullAsync(DrmPanthorVmBindOp[] operations, PhaseClock clock)
    {
        PanthorVm vm = Vm;
        for (int i = 0; i < operations.Length; i++)
        {
            if (i % PhaseClock.OperationsPerLap == 0)
                clock.Lap();
            KernelResult result = await vm.BindExecSyncOpAsync(_file, operations[i]);
            if (!result.IsOk)
                throw new InvalidOperationException(result.ToString());
        }
    }

    private async KTask CoreAsync(DrmPanthorVmBindOp[] operations, PhaseClock clock)
    {
        PanthorVm vm = Vm;
        VmOpCtx ctx = vm.Mmu.Caches.RentOpCtx();
        for (int i = 0; i < operations.Length; i++)
        {
            if (i % PhaseClock.OperationsPerLap == 0)
                clock.Lap();
            DrmPanthorVmBindOp operation = operations[i];
            bool isMap = operation.Type == PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP;
            vm.PreallocVmas(ctx, VmOpCtx.MaxVmas);
            vm.Mmu.Caches.TryReserve(
                ctx,
                isMap
                    ? PanthorVm.WorstCasePageTables(operation.Va, operation.Size)
                    : PanthorVm.SplitPageTables(operation.Va, operation.Size));
            ctx.Init(operation.Size, operation.Va, operation.Flags);
            if (isMap)
            {
                ctx.MapVmBo = _bonds[operation.BoHandle - 1];
                ctx.MapVmBo.References++;
            }

            Errno ret = await vm.ExecOpAsync(ctx, false);
            if (ret != Errno.None)
                throw new InvalidOperationException($"{ret}: {ctx.Check}");
            ctx.ForgetUsedPageTables();
        }

        await vm.CleanupOpCtxAsync(ctx);
        vm.Mmu.Caches.Return(ctx);
    }
}
