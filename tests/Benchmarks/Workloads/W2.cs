using System.Collections.Generic;
using Benchmarks.Measurement;
using Panthor.Driver.IoPgtable;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Workloads;

/// <summary>W2: 64 GiB as 2 MiB blocks, twenty times on one table.</summary>
internal sealed class W2 : IWorkload
{
    private const long Blocks = 32768;
    private const ulong Size = 64 * GiB;
    private const int Rounds = 20;
    private const IommuProt Prot = IommuProt.Read | IommuProt.Write | IommuProt.Cache;

    private readonly TablePool _pool = new(1024);

    public string Name => "W2";

    public IReadOnlyList<WorkloadResult> Expected { get; } =
        [new WorkloadResult().Count("leaves", Blocks).Count("tables", 66).Hash("pte_hash", 0xa57eaca51d1a1b25)];

    public void Dispose() => _pool.Dispose();

    public IReadOnlyList<WorkloadResult> Run(ulong seed, PhaseClock clock, bool verify)
    {
        ArmLpaeS1<TablePoolHost> table = TablePoolHost.NewTable(_pool);
        List<WorkloadResult> results = [];
        for (int round = 0; round < (verify ? 1 : Rounds); round++)
        {
            clock.Start();
            for (ulong offset = 0; offset < Size; offset += GiB)
                table.MapPages(VA0 + offset, PA0 + offset, Block, 512, Prot, out _);
            clock.Stop("W2.map_2m_x512", Blocks);
            if (verify)
                results.Add(PageTableResult.Of(table));

            clock.Start();
            for (ulong offset = 0; offset < Size; offset += GiB)
                table.UnmapPages(VA0 + offset, Block, 512);
            clock.Stop("W2.unmap_2m_x512", Blocks);

            clock.Start();
            for (ulong offset = 0; offset < Size; offset += Block)
                table.MapPages(VA0 + offset, PA0 + offset, Block, 1, Prot, out _);
            clock.Stop("W2.map_2m_x1", Blocks);

            clock.Start();
            for (ulong offset = 0; offset < Size; offset += Block)
                table.UnmapPages(VA0 + offset, Block, 1);
            clock.Stop("W2.unmap_2m_x1", Blocks);
        }

        table.FreePgtable();
        return results;
    }
}
