using Panthor.Driver.IoPgtable;

namespace Benchmarks.Workloads;

/// <summary>Hashes and counts the leaves of a page table, and counts its tables.</summary>
internal struct PageTableHash() : IPageTableVisitor
{
    private Fnv1a64 _hash = new();

    public readonly ulong Value => _hash.Value;

    public long Leaves { get; private set; }

    /// <summary>Tables with the root.</summary>
    public long Tables { get; private set; } = 1;

    public bool VisitTable(in PageTableEntry entry)
    {
        Tables++;
        return true;
    }

    public bool VisitLeaf(in PageTableEntry entry)
    {
        Leaves++;
        _hash.Add(entry.Iova);
        _hash.Add(entry.Address);
        _hash.Add(entry.Raw & ~ArmLpae.PTE_ADDR_MASK);
        return true;
    }
}
