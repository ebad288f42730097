using System;
using System.Collections.Generic;
using Benchmarks.Measurement;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Uapi;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Workloads;

/// <summary>W6 and W6A: two hundred thousand random binds and unbinds in 4 GiB, with page table.</summary>
internal sealed class W6 : IWorkload
{
    private const int Operations = 200_000;
    private const ulong Size = 64 * KiB;

    private readonly bool _isAligned;
    private readonly VmWorkload _vm = new();

    /// <param name="isAligned">W6A: 64 KiB ranges on 64 KiB slots, which never split.</param>
    public W6(bool isAligned)
    {
        _isAligned = isAligned;
        Name = isAligned ? "W6A" : "W6";
        Expected =
        [
            isAligned
                ? Result(
                    new GpuVmStepCounts(120107, 0, 0, 0, 82621), 37486, 599776, 0x4f4a768f5aa42e45, 0xd22041ab27087947)
                : Result(
                    new GpuVmStepCounts(120107, 149339, 74601, 74738, 54044),
                    66063,
                    600300,
                    0x426c8d41d255f0a5,
                    0x9888200baf2f3147),
        ];
    }

    public string Name { get; }

    public IReadOnlyList<WorkloadResult> Expected { get; }

    public void Dispose() => _vm.Dispose();

    public IReadOnlyList<WorkloadResult> Run(ulong seed, PhaseClock clock, bool verify)
    {
        DrmPanthorVmBindOp[] operations = NewOperations(seed, out int maps);
        while (_vm.BufferCount < maps)
            _vm.AddBuffer(PA0 + ((ulong)_vm.BufferCount * Size), Size);

        _vm.NewVm();
        clock.Start();
        _vm.RunFull(operations, clock);
        clock.Stop($"{Name}.sync_op_full", Operations);
        List<WorkloadResult> results = verify ? [_vm.Result()] : [];
        _vm.DestroyVm();

        _vm.NewVm();
        _vm.PrepareCore();
        clock.Start();
        _vm.RunCore(operations, clock);
        clock.Stop($"{Name}.core", Operations);
        if (verify && _vm.Result().DifferencesFrom(results[0]) is { Count: > 0 } differences)
            throw new InvalidOperationException($"The core differs from the whole: {string.Join("; ", differences)}");
        _vm.FinishCore();
        _vm.DestroyVm();
        return results;
    }

    private DrmPanthorVmBindOp[] NewOperations(ulong seed, out int maps)
    {
        var random = new XorShift64Star(seed);
        var operations = new DrmPanthorVmBindOp[Operations];
        maps = 0;
        for (int k = 0; k < Operations; k++)
        {
            ulong first = random.Next();
            ulong second = random.Next();
            ulong va = VA0 + (_isAligned
                ? (second >> 48) * Size
                : Math.Min(second >> 44, (1UL << 20) - 16) * Page);
            if ((first >> 32) % 10 < 6)
            {
                uint flags = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP | (uint)(maps & 7);
                operations[k] = new DrmPanthorVmBindOp(flags, (uint)++maps, 0, va, Size);
            }
            else
            {
                operations[k] =
                    new DrmPanthorVmBindOp(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, va, Size);
            }
        }

        return operations;
    }

    private static WorkloadResult Result(
        GpuVmStepCounts steps, long mappings, long leaves, ulong pteHash, ulong vaHash) =>
        MappingHash.AddSteps(new WorkloadResult(), steps)
            .Count("final_vas", mappings)
            .Count("leaves", leaves)
            .Count("tables", 2054)
            .Hash("pte_hash", pteHash)
            .Hash("va_hash", vaHash);
}
