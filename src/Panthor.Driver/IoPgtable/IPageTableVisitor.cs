namespace Panthor.Driver.IoPgtable;

/// <summary>Sees the non-empty entries of a page table in the order of their addresses.</summary>
public interface IPageTableVisitor
{
    /// <summary>A table descriptor, before what it covers.</summary>
    /// <returns>Whether to descend into the table.</returns>
    bool VisitTable(in PageTableEntry entry);

    /// <summary>A page or block.</summary>
    /// <returns>Whether to go on with the walk.</returns>
    bool VisitLeaf(in PageTableEntry entry);
}
