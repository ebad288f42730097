using System;
using System.Collections.Generic;
using Benchmarks.Measurement;
using Panthor.Driver.Uapi;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Workloads;

/// <summary>W7: a hundred thousand small buffers, bound one after the other, then unbound.</summary>
internal sealed class W7 : IWorkload
{
    private const int Buffers = 100_000;
    private const ulong Size = 16 * KiB;

    private readonly VmWorkload _vm = new();
    private readonly DrmPanthorVmBindOp[] _binds = new DrmPanthorVmBindOp[Buffers];
    private readonly DrmPanthorVmBindOp[] _unbinds = new DrmPanthorVmBindOp[Buffers];

    public W7()
    {
        for (int i = 0; i < Buffers; i++)
        {
            ulong offset = (ulong)i * Size;
            _vm.AddBuffer(PA0 + offset, Size);
            uint flags = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC;
            _binds[i] = new DrmPanthorVmBindOp(flags, (uint)i + 1, 0, VA0 + offset, Size);
            _unbinds[i] =
                new DrmPanthorVmBindOp(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, VA0 + offset, Size);
        }
    }

    public string Name => "W7";

    public IReadOnlyList<WorkloadResult> Expected { get; } =
    [
        new WorkloadResult().Count("leaves", 400_000).Hash("pte_hash", 0xd8a0d0d18e244025),
        new WorkloadResult().Count("leaves", 0).Count("final_vas", 0),
    ];

    public void Dispose() => _vm.Dispose();

    public IReadOnlyList<WorkloadResult> Run(ulong seed, PhaseClock clock, bool verify)
    {
        List<WorkloadResult> results = [];
        _vm.NewVm();
        clock.Start();
        _vm.RunFull(_binds, clock);
        clock.Stop("W7.bind_full", Buffers);
        if (verify)
            results.Add(_vm.Result());
        clock.Start();
        _vm.RunFull(_unbinds, clock);
        clock.Stop("W7.unbind_full", Buffers);
        if (verify)
            results.Add(_vm.Result());
        _vm.DestroyVm();

        _vm.NewVm();
        _vm.PrepareCore();
        clock.Start();
        _vm.RunCore(_binds, clock);
        clock.Stop("W7.bind_core", Buffers);
        if (verify && _vm.Result().DifferencesFrom(results[0]) is { Count: > 0 } differences)
            throw new InvalidOperationException($"The core differs from the whole: {string.Join("; ", differences)}");
        clock.Start();
        _vm.RunCore(_unbinds, clock);
        clock.Stop("W7.unbind_core", Buffers);
        _vm.FinishCore();
        _vm.DestroyVm();
        return results;
    }
}
