namespace Panthor.Hardware;

/// <summary>What a walk found for a page, as a TLB entry keeps it.</summary>
internal struct Translation
{
    /// <summary>Physical address of the piece: 4 KiB or 2 MiB, see <see cref="SizeShift"/>.</summary>
    public ulong PhysicalBase;

    /// <summary>Physical address of the leaf entry; 0 in identity mode.</summary>
    public ulong DescriptorAddress;

    /// <summary>The leaf entry as it was read.</summary>
    public ulong Raw;

    /// <summary>Physical address of the entry that points to the leaf's table; 0 if that is the root.</summary>
    public ulong ParentAddress;

    /// <summary>That entry as it was read.</summary>
    public ulong ParentRaw;

    /// <summary>Which accesses are allowed.</summary>
    public AccessRights Rights;

    /// <summary>Level of the leaf.</summary>
    public byte Level;

    /// <summary>12 or 21: how much of the address the piece translates.</summary>
    public byte SizeShift;

    /// <summary>True if <paramref name="other"/> leads to the same bytes with the same rights.</summary>
    public readonly bool SameAs(in Translation other) =>
        PhysicalBase == other.PhysicalBase && Rights == other.Rights && SizeShift == other.SizeShift;
}
