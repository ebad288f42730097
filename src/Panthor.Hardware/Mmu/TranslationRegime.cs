namespace Panthor.Hardware;

/// <summary>What an address space translates with: the values that the last UPDATE latched.</summary>
internal readonly struct TranslationRegime
{
    private const int AddressModeMask = 0xf;

    public TranslationRegime(ulong transTab, ulong memAttr, ulong transCfg, int physicalBits)
    {
        TransTab = transTab;
        MemAttr = memAttr;
        TransCfg = transCfg;
        PhysicalBits = physicalBits;
    }

    /// <summary>AS_TRANSTAB: physical address of the root table (bits [11:0] carry no address).</summary>
    public ulong TransTab { get; }

    /// <summary>AS_MEMATTR.</summary>
    public ulong MemAttr { get; }

    /// <summary>AS_TRANSCFG.</summary>
    public ulong TransCfg { get; }

    /// <summary>Width of a physical address (GPU_MMU_FEATURES).</summary>
    public int PhysicalBits { get; }

    public ulong Root => TransTab & PageDescriptor.AddressMask;

    public ulong AddressMode => TransCfg & AddressModeMask;

    /// <summary>Width of a virtual address: the INA_BITS field holds 55 minus the width.</summary>
    public int InputBits => 55 - (int)((TransCfg >> 6) & 0x1f);

    public bool HierarchicalPermissions => (TransCfg & GpuRegisters.AS_TRANSCFG_DISABLE_HIER_AP) == 0;

    public bool AccessFlagFaults => (TransCfg & GpuRegisters.AS_TRANSCFG_DISABLE_AF_FAULT) == 0;

    public bool WritableIsExecuteNever => (TransCfg & GpuRegisters.AS_TRANSCFG_WXN) != 0;

    /// <summary>The level at which a walk starts: the first at which there is a choice of entries.</summary>
    public int StartLevel => InputBits switch
    {
        > 39 => 0,
        > 30 => 1,
        > 21 => 2,
        _ => 3,
    };

    /// <summary>True if a physical address fits.</summary>
    public bool Fits(ulong address) => address >> PhysicalBits == 0;

    /// <summary>True if the memory type is "fault" (both top bits of its AS_MEMATTR byte).</summary>
    public bool IsFaultType(int attributeIndex) =>
        ((MemAttr >> (attributeIndex * 8)) & GpuRegisters.AS_MEMATTR_AARCH64_FAULT)
            == GpuRegisters.AS_MEMATTR_AARCH64_FAULT;
}
