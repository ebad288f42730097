using Benchmarks.Measurement;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Mmu;

namespace Benchmarks.Workloads;

/// <summary>What is in a page table.</summary>
internal static class PageTableResult
{
    public static WorkloadResult Of(ArmLpaeS1<TablePoolHost> table)
    {
        var hash = new PageTableHash();
        table.Visit(ref hash);
        return AddTo(new WorkloadResult(), hash);
    }

    public static WorkloadResult Of(PanthorVm vm, WorkloadResult result)
    {
        var hash = new PageTableHash();
        vm.VisitPageTable(ref hash);
        return AddTo(result, hash);
    }

    private static WorkloadResult AddTo(WorkloadResult result, in PageTableHash hash) => result
        .Count("leaves", hash.Leaves)
        .Count("tables", hash.Tables)
        .Hash("pte_hash", hash.Value);
}
