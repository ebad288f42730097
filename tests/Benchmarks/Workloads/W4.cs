using System.Collections.Generic;
using System.Numerics;
using Benchmarks.Measurement;
using Panthor.Driver.IoPgtable;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Workloads;

/// <summary>W4: ten million walks over 262144 pages.</summary>
internal sealed class W4 : IWorkload
{
    private const ulong Pages = 262144;
    private const int Lookups = 10_000_000;
    private const int LookupsPerLap = 65536;
    private const IommuProt Prot = IommuProt.Read | IommuProt.Write | IommuProt.Cache;

    private readonly TablePool _pool = new(1024);

    public string Name => "W4";

    public IReadOnlyList<WorkloadResult> Expected { get; } = [new WorkloadResult().Hash("acc", 0x1469f346482f66a9)];

    /// <summary>What the loop without lookups computed; kept so that it is not optimised away.</summary>
    public ulong RngOnly { get; private set; }

    public void Dispose() => _pool.Dispose();

    public IReadOnlyList<WorkloadResult> Run(ulong seed, PhaseClock clock, bool verify)
    {
        ArmLpaeS1<TablePoolHost> table = TablePoolHost.NewTable(_pool);
        for (ulong page = 0; page < Pages; page++)
            table.MapPages(VA0 + (page * Page), PA0 + ((page ^ 0x15555) * Page), Page, 1, Prot, out _);

        var random = new XorShift64Star(seed);
        ulong acc = 0;
        clock.Start();
        for (int i = 0; i < Lookups; i++)
        {
            if (i % LookupsPerLap == 0)
                clock.Lap();
            acc = BitOperations.RotateLeft(acc, 1) ^ table.IovaToPhys(VA0 + (random.Next() >> 34));
        }

        clock.Stop("W4.walk", Lookups);

        random = new XorShift64Star(seed);
        ulong rngOnly = 0;
        clock.Start();
        for (int i = 0; i < Lookups; i++)
        {
            if (i % LookupsPerLap == 0)
                clock.Lap();
            rngOnly = BitOperations.RotateLeft(rngOnly, 1) ^ (VA0 + (random.Next() >> 34));
        }

        clock.Stop("W4.rng_only", Lookups);
        RngOnly = rngOnly;
        table.FreePgtable();
        return verify ? [new WorkloadResult().Hash("acc", acc)] : [];
    }
}
