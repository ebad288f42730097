using System.Collections.Generic;
using Benchmarks.Measurement;
using Panthor.Driver.IoPgtable;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Workloads;

/// <summary>W1: 1 GiB as 4 KiB pages.</summary>
internal sealed class W1 : IWorkload
{
    private const long Pages = 262144;
    private const IommuProt Prot = IommuProt.Read | IommuProt.Write | IommuProt.Cache;

    private readonly TablePool _pool = new(1024);

    public string Name => "W1";

    public IReadOnlyList<WorkloadResult> Expected { get; } =
        [new WorkloadResult().Count("leaves", Pages).Count("tables", 515).Hash("pte_hash", 0xf6e2b5e8e8905f25)];

    public void Dispose() => _pool.Dispose();

    public IReadOnlyList<WorkloadResult> Run(ulong seed, PhaseClock clock, bool verify)
    {
        ArmLpaeS1<TablePoolHost> table = TablePoolHost.NewTable(_pool);
        clock.Start();
        MapTables(table);
        clock.Stop("W1.map_4k_x512", Pages);
        List<WorkloadResult> results = [];
        if (verify)
            results.Add(PageTableResult.Of(table));

        clock.Start();
        for (ulong offset = 0; offset < GiB; offset += Block)
            table.UnmapPages(VA0 + offset, Page, 512);
        clock.Stop("W1.unmap_4k_x512", Pages);

        clock.Start();
        MapTables(table);
        clock.Stop("W1.map_4k_x512_warm_tables", Pages);

        clock.Start();
        for (ulong offset = 0; offset < GiB; offset += Page)
            table.UnmapPages(VA0 + offset, Page, 1);
        clock.Stop("W1.unmap_4k_x1", Pages);

        clock.Start();
        for (ulong offset = 0; offset < GiB; offset += Page)
            table.MapPages(VA0 + offset, PA0 + offset, Page, 1, Prot, out _);
        clock.Stop("W1.map_4k_x1_warm_tables", Pages);

        clock.Start();
        for (ulong offset = 0; offset < GiB; offset += Block)
            table.UnmapPages(VA0 + offset, Block, 1);
        clock.Stop("W1.unmap_2m_of_4k_table", Pages / 512);
        table.FreePgtable();
        return results;
    }

    private static void MapTables(ArmLpaeS1<TablePoolHost> table)
    {
        for (ulong offset = 0; offset < GiB; offset += Block)
            table.MapPages(VA0 + offset, PA0 + offset, Page, 512, Prot, out _);
    }
}
