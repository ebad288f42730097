namespace Panthor.Driver.IoPgtable;

/// <summary>
/// The encoding of ARM_64_LPAE_S1 with a 4 KiB granule: AArch64 stage 1 descriptors as io-pgtable-arm.c writes them.
/// The only place that knows the bits.
/// </summary>
public static class ArmLpae
{
    /// <summary>Bytes of a page and of a table: SZ_4K.</summary>
    public const ulong SZ_4K = 1UL << 12;

    /// <summary>Bytes of a level 2 block: SZ_2M.</summary>
    public const ulong SZ_2M = 1UL << 21;

    /// <summary>Bytes that one level 2 table covers: SZ_1G.</summary>
    public const ulong SZ_1G = 1UL << 30;

    /// <summary>The last level of the walk, where the 4 KiB pages are.</summary>
    public const int LastLevel = 3;

    /// <summary>Address bits that one level resolves.</summary>
    public const int BitsPerLevel = 9;

    /// <summary>Entries of one table.</summary>
    public const int EntriesPerTable = 1 << BitsPerLevel;

    /// <summary>Descriptor bits 1:0.</summary>
    public const ulong PTE_TYPE_MASK = 3;

    /// <summary>A block (levels 0 to 2).</summary>
    public const ulong PTE_TYPE_BLOCK = 1;

    /// <summary>The next table (levels 0 to 2).</summary>
    public const ulong PTE_TYPE_TABLE = 3;

    /// <summary>A page (level 3).</summary>
    public const ulong PTE_TYPE_PAGE = 3;

    /// <summary>Output address, bits 47:12.</summary>
    public const ulong PTE_ADDR_MASK = 0x0000_FFFF_FFFF_F000;

    /// <summary>UXN and PXN: never executed.</summary>
    public const ulong PTE_XN = 3UL << 53;

    /// <summary>Software bit: this table descriptor is visible to a walker that does not snoop.</summary>
    public const ulong PTE_SW_SYNC = 1UL << 55;

    /// <summary>Not global.</summary>
    public const ulong PTE_NG = 1UL << 11;

    /// <summary>Access flag: set from the start, so that no access-flag fault is taken.</summary>
    public const ulong PTE_AF = 1UL << 10;

    /// <summary>Outer shareable.</summary>
    public const ulong PTE_SH_OS = 2UL << 8;

    /// <summary>Inner shareable.</summary>
    public const ulong PTE_SH_IS = 3UL << 8;

    /// <summary>AP[1]: accessible without privilege.</summary>
    public const ulong PTE_AP_UNPRIV = 1UL << 6;

    /// <summary>AP[2]: read only.</summary>
    public const ulong PTE_AP_RDONLY = 1UL << 7;

    /// <summary>AttrIndx = 1: the write-back entry of MAIR.</summary>
    public const ulong PTE_ATTRINDX_CACHE = 1UL << 2;

    /// <summary>AttrIndx = 2: the device entry of MAIR.</summary>
    public const ulong PTE_ATTRINDX_DEV = 2UL << 2;

    /// <summary>MAIR: index 0 non-cacheable, 1 write-back, 2 device, 3 inner non-cacheable outer write-back.</summary>
    /// <remarks>
    /// The last attribute is in a C <c>int</c> there, so that its sign reaches the upper half of the register.
    /// </remarks>
    public const ulong MAIR = 0xFFFF_FFFF_F404_FF44;

    /// <summary>log2 of the bytes that one entry of a level covers.</summary>
    public static int LevelShift(int level) => 12 + (BitsPerLevel * (LastLevel - level));

    /// <summary>Whether an entry maps memory itself (iopte_leaf).</summary>
    public static bool IsLeaf(ulong pte, int level) =>
        (pte & PTE_TYPE_MASK) == (level == LastLevel ? PTE_TYPE_PAGE : PTE_TYPE_BLOCK);

    /// <summary>Whether an entry points to the next table (iopte_table).</summary>
    public static bool IsTable(ulong pte, int level) =>
        level != LastLevel && (pte & PTE_TYPE_MASK) == PTE_TYPE_TABLE;

    /// <summary>The address field of an entry (paddr_to_iopte); bits 51:48 land in 15:12, as in the C.</summary>
    public static ulong PackAddress(ulong paddr) => (paddr | (paddr >> 36)) & PTE_ADDR_MASK;

    /// <summary>Attribute bits of a leaf, without type and address (arm_lpae_prot_to_pte).</summary>
    public static ulong ProtToPte(IommuProt prot)
    {
        ulong pte = PTE_NG | PTE_AF;
        if ((prot & (IommuProt.Write | IommuProt.Read)) == IommuProt.Read)
            pte |= PTE_AP_RDONLY;
        if ((prot & IommuProt.Priv) == 0)
            pte |= PTE_AP_UNPRIV;
        if ((prot & IommuProt.Mmio) != 0)
            pte |= PTE_ATTRINDX_DEV;
        else if ((prot & IommuProt.Cache) != 0)
            pte |= PTE_ATTRINDX_CACHE;
        pte |= (prot & IommuProt.Cache) != 0 ? PTE_SH_IS : PTE_SH_OS;
        if ((prot & IommuProt.NoExec) != 0)
            pte |= PTE_XN;
        return pte;
    }
}
