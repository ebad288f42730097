using System.Collections.Generic;
using Benchmarks.Measurement;
using Panthor.Driver.IoPgtable;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Workloads;

/// <summary>W3: a million random single pages in 64 GiB.</summary>
internal sealed class W3 : IWorkload
{
    private const uint Pages = 1_000_000;
    private const IommuProt Prot = IommuProt.Read | IommuProt.Write | IommuProt.Cache;

    private readonly TablePool _pool = new(32840);

    public string Name => "W3";

    public IReadOnlyList<WorkloadResult> Expected { get; } =
        [new WorkloadResult().Count("leaves", Pages).Count("tables", 32834).Hash("pte_hash", 0x78c3c5a2a4282ddd)];

    public void Dispose() => _pool.Dispose();

    public IReadOnlyList<WorkloadResult> Run(ulong seed, PhaseClock clock, bool verify)
    {
        ArmLpaeS1<TablePoolHost> table = TablePoolHost.NewTable(_pool);
        clock.Start();
        Map(table, clock);
        clock.Stop("W3.map_cold_tables", Pages);
        if (verify)
        {
            WorkloadResult result = PageTableResult.Of(table);
            table.FreePgtable();
            return [result];
        }

        clock.Start();
        for (uint i = 0; i < Pages; i++)
        {
            if (i % PhaseClock.OperationsPerLap == 0)
                clock.Lap();
            table.UnmapPages(Va(i), Page, 1);
        }

        clock.Stop("W3.unmap", Pages);

        clock.Start();
        Map(table, clock);
        clock.Stop("W3.map_warm_tables", Pages);

        for (uint i = 0; i < Pages; i++)
            table.UnmapPages(Va(i), Page, 1);
        clock.Start();
        for (uint i = 0; i < Pages; i++)
        {
            if (i % PhaseClock.OperationsPerLap == 0)
                clock.Lap();
            table.MapPages(Va(i), PA0 + (i * Page), Page, 1, Prot, out _);
            table.UnmapPages(Va(i), Page, 1);
        }

        clock.Stop("W3.map+unmap_pair_warm", Pages);
        table.FreePgtable();
        return [];
    }

    private static void Map(ArmLpaeS1<TablePoolHost> table, PhaseClock clock)
    {
        for (uint i = 0; i < Pages; i++)
        {
            if (i % PhaseClock.OperationsPerLap == 0)
                clock.Lap();
            table.MapPages(Va(i), PA0 + (i * Page), Page, 1, Prot, out _);
        }
    }

    /// <summary>A bijection on 24 bits, so that no page comes twice.</summary>
    private static ulong Va(uint i)
    {
        unchecked
        {
            uint x = i;
            x ^= x >> 12;
            x = (x * 0x2c1b3d) & 0xffffff;
            x ^= x >> 11;
            x = (x * 0x5a1ec7) & 0xffffff;
            x ^= x >> 13;
            return VA0 + (x * Page);
        }
    }
}
