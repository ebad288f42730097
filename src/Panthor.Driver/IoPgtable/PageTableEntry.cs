namespace Panthor.Driver.IoPgtable;

/// <summary>One entry of a page table, as a walk meets it.</summary>
/// <param name="Level">Level of the table, 0 to 3.</param>
/// <param name="TableAddress">Physical address of the table.</param>
/// <param name="Index">Index of the entry, 0 to 511.</param>
/// <param name="Iova">First virtual address that the entry covers.</param>
/// <param name="Raw">The descriptor.</param>
public readonly record struct PageTableEntry(int Level, ulong TableAddress, int Index, ulong Iova, ulong Raw)
{
    /// <summary>Maps memory itself.</summary>
    public bool IsLeaf => ArmLpae.IsLeaf(Raw, Level);

    /// <summary>Points to a table of the next level.</summary>
    public bool IsTable => ArmLpae.IsTable(Raw, Level);

    /// <summary>Bytes that the entry covers.</summary>
    public ulong Size => 1UL << ArmLpae.LevelShift(Level);

    /// <summary>Physical address in the entry: of the page, the block or the next table.</summary>
    public ulong Address => Raw & ArmLpae.PTE_ADDR_MASK;
}
