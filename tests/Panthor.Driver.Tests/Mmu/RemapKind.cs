namespace Panthor.Driver.Tests.Mmu;

/// <summary>What a range is and what it becomes while the GPU reads it.</summary>
public enum RemapKind
{
    /// <summary>Pages of one buffer, in two mappings, become those of another one.</summary>
    PagesToPages,

    /// <summary>A hole in the middle of a huge page is filled from another buffer.</summary>
    HugePageSplit,

    /// <summary>A part of a sparse mapping becomes real pages, and sparse again.</summary>
    SparseToPages,
}
