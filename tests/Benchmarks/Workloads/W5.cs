using System.Collections.Generic;
using System.Globalization;
using Benchmarks.Measurement;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Workloads;

/// <summary>W5: mappings only, no page table; a thousand, a hundred thousand and a million of them.</summary>
internal sealed class W5 : IWorkload
{
    private const int Objects = 1024;
    private const int Operations = 200_000;
    private const ulong Size = 64 * KiB;

    private readonly (int Count, string Name)[] _runs;
    private readonly Machine _machine = WorkloadMachine.Create();
    private readonly GpuVmCaches _caches = new();
    private readonly Dictionary<int, PlainVm.VaPool> _pools = [];
    private readonly DrmGemObject[] _objects = new DrmGemObject[Objects];
    private readonly Dictionary<DrmGemObject, ulong> _ids = new(ReferenceEqualityComparer.Instance);

    /// <param name="limit">Largest number of mappings.</param>
    public W5(int limit = int.MaxValue)
    {
        _runs = System.Array.FindAll(
            [(1000, "1k"), (100_000, "100k"), (1_000_000, "1m")], run => run.Item1 <= limit);
        for (int i = 0; i < Objects; i++)
        {
            _objects[i] = new DrmGemObject(_machine.Device, Size);
            _ids.Add(_objects[i], (ulong)i);
        }
    }

    public string Name => "W5";

    public IReadOnlyList<WorkloadResult> Expected { get; } =
    [
        Result(1000, new GpuVmStepCounts(100000, 177275, 88752, 88523, 100050), 950, 0xfb2fc67a862130cd),
        Result(100_000, new GpuVmStepCounts(100000, 258255, 129314, 128941, 92710), 107290, 0x60a4f7f16d2c4b49),
        Result(1_000_000, new GpuVmStepCounts(100000, 355298, 177670, 177628, 29758), 1070242, 0x4aaf4deab41e4355),
    ];

    public void Dispose() => _machine.Dispose();

    public IReadOnlyList<WorkloadResult> Run(ulong seed, PhaseClock clock, bool verify)
    {
        List<WorkloadResult> results = [];
        foreach ((int count, string name) in _runs)
        {
            WorkloadResult result = Run(count, name, seed, clock);
            if (verify)
                results.Add(result);
        }

        return results;
    }

    private WorkloadResult Run(int count, string name, ulong seed, PhaseClock clock)
    {
        var vm = new PlainVm(_caches);
        var bos = new GpuVmBo[Objects];
        for (int i = 0; i < Objects; i++)
            bos[i] = vm.BoObtainPrealloc(vm.BoCreate(_objects[i]));
        if (!_pools.TryGetValue(count, out PlainVm.VaPool? pool))
            _pools.Add(count, pool = new PlainVm.VaPool(count + (2 * Operations)));
        var ops = new PlainVm.Ops(vm, pool);
        ulong[] addresses = Addresses(count, seed);

        clock.Start();
        for (int i = 0; i < count; i++)
        {
            if (i % PhaseClock.OperationsPerLap == 0)
                clock.Lap();
            ops.Bo = bos[i % Objects];
            vm.SmMap(ref ops, Request(VA0 + ((ulong)i * Size), _objects[i % Objects]));
        }

        clock.Stop(string.Create(CultureInfo.InvariantCulture, $"W5.fill_seq_{name}"), count);
        GpuVmStepCounts filled = vm.StepCounts;

        clock.Start();
        for (int k = 0; k < Operations; k++)
        {
            if (k % PhaseClock.OperationsPerLap == 0)
                clock.Lap();
            if ((k & 1) != 0)
            {
                vm.SmUnmap(ref ops, addresses[k], Size);
                continue;
            }

            int id = k / 2 % Objects;
            ops.Bo = bos[id];
            vm.SmMap(ref ops, Request(addresses[k], _objects[id]));
        }

        clock.Stop(string.Create(CultureInfo.InvariantCulture, $"W5.sm_ops_{name}"), Operations);
        WorkloadResult result = Result(count, vm.StepCounts - filled, vm.MappingCount, MappingHash.Of(vm, _ids));
        vm.SmUnmap(ref ops, vm.MmStart, vm.MmRange);
        vm.Release(bos);
        return result;
    }

    private static GpuVaOpMap Request(ulong address, DrmGemObject obj) =>
        new() { Addr = address, Range = Size, Obj = obj };

    private static ulong[] Addresses(int count, ulong seed)
    {
        var random = new XorShift64Star(seed);
        var addresses = new ulong[Operations];
        for (int k = 0; k < Operations; k++)
            addresses[k] = VA0 + (Page * random.NextBelow((16 * (ulong)count) - 15));
        return addresses;
    }

    private static WorkloadResult Result(int count, GpuVmStepCounts steps, long mappings, ulong hash) =>
        MappingHash.AddSteps(new WorkloadResult().Count("n", count), steps)
            .Count("final_vas", mappings)
            .Hash("va_hash", hash);
}
