using System.Globalization;

namespace Panthor.Hardware;

/// <summary>An entry of a page table: VMSAv8-64 (AArch64 LPAE) stage 1, 4 KiB granule.</summary>
/// <param name="Raw">The 64-bit descriptor.</param>
public readonly record struct PageDescriptor(ulong Raw)
{
    internal const ulong AddressMask = 0x0000_ffff_ffff_f000;
    internal const ulong Valid = 1UL << 0;
    internal const ulong TableOrPage = 1UL << 1;
    internal const ulong ApUser = 1UL << 6;
    internal const ulong ApReadOnly = 1UL << 7;
    internal const ulong Accessed = 1UL << 10;
    internal const ulong ExecuteNever = 1UL << 54;
    internal const ulong TableReadOnly = 1UL << 62;
    internal const ulong TableNoUser = 1UL << 61;
    internal const ulong TableExecuteNever = 1UL << 60;

    /// <summary>Bit 0: the entry maps something.</summary>
    public bool IsValid => (Raw & Valid) != 0;

    /// <summary>Address of the next table, or of the page or block.</summary>
    public ulong Address => Raw & AddressMask;

    /// <summary>Index of the memory type in AS_MEMATTR (AttrIndx).</summary>
    public int AttributeIndex => (int)(Raw >> 2) & 7;

    /// <summary>Shareability: 0 none, 2 outer, 3 inner.</summary>
    public int Shareability => (int)(Raw >> 8) & 3;

    /// <summary>Access flag: clear entries fault.</summary>
    public bool IsAccessed => (Raw & Accessed) != 0;

    /// <summary>AP[2]: stores fault.</summary>
    public bool IsReadOnly => (Raw & ApReadOnly) != 0;

    /// <summary>AP[1]: the GPU, which is unprivileged, may access it at all.</summary>
    public bool IsUserAccessible => (Raw & ApUser) != 0;

    /// <summary>UXN: instruction fetches fault.</summary>
    public bool IsExecuteNever => (Raw & ExecuteNever) != 0;

    /// <summary>True if the entry, found at <paramref name="level"/> (0–3), points to a further table.</summary>
    public bool IsTable(int level) => level < 3 && (Raw & (Valid | TableOrPage)) == (Valid | TableOrPage);

    /// <summary>True if the entry, found at <paramref name="level"/>, maps a page or a block.</summary>
    public bool IsLeaf(int level) => level == 3
        ? (Raw & (Valid | TableOrPage)) == (Valid | TableOrPage)
        : level > 0 && (Raw & (Valid | TableOrPage)) == Valid;

    /// <summary>What the leaf allows and its memory type, for example <c>RW- attr1</c>.</summary>
    /// <remarks>The letters: R readable, W writable, X executable; then the attribute index.</remarks>
    public string DescribeLeaf()
    {
        char read = IsUserAccessible ? 'R' : '-';
        char write = IsUserAccessible && !IsReadOnly ? 'W' : '-';
        char execute = IsUserAccessible && !IsExecuteNever ? 'X' : '-';
        return string.Create(CultureInfo.InvariantCulture, $"{read}{write}{execute} attr{AttributeIndex}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Raw:x16}");
}
