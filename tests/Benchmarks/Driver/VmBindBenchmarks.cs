using System;
using BenchmarkDotNet.Attributes;
using Benchmarks.Measurement;
using Benchmarks.Workloads;
using Panthor.Driver.Uapi;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Driver;

/// <summary>Whole synchronous VM_BIND operations on a VM that no GPU uses; nothing may be allocated.</summary>
[MemoryDiagnoser]
public class VmBindBenchmarks : IDisposable
{
    private const int Pairs = 1000;
    private const ulong Size = 64 * KiB;

    private readonly VmWorkload _vm = new();
    private readonly PhaseClock _clock = new();
    private readonly DrmPanthorVmBindOp[] _bindAndUnbind = new DrmPanthorVmBindOp[2 * Pairs];
    private readonly DrmPanthorVmBindOp[] _split = new DrmPanthorVmBindOp[2 * Pairs];

    [GlobalSetup]
    public void Setup()
    {
        _vm.AddBuffer(PA0, Size);
        _vm.NewVm();
        for (int i = 0; i < Pairs; i++)
        {
            ulong va = VA0 + ((ulong)i % 64 * Size);
            var map = new DrmPanthorVmBindOp(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP, 1, 0, va, Size);
            var unmap = new DrmPanthorVmBindOp(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, va, Size);
            _bindAndUnbind[2 * i] = map;
            _bindAndUnbind[(2 * i) + 1] = unmap;
            _split[2 * i] = map;
            _split[(2 * i) + 1] = unmap with { Va = va + (4 * Page), Size = 4 * Page };
        }

        _clock.Start();
    }

    [Benchmark(OperationsPerInvoke = 2 * Pairs)]
    public void BindAndUnbind() => _vm.RunFull(_bindAndUnbind, _clock);

    [Benchmark(OperationsPerInvoke = 2 * Pairs)]
    public void BindAndPunchAHole() => _vm.RunFull(_split, _clock);

    public void Dispose()
    {
        _vm.Dispose();
        GC.SuppressFinalize(this);
    }
}
