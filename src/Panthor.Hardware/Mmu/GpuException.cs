namespace Panthor.Hardware;

/// <summary>Exception codes of the GPU, as in AS_FAULTSTATUS and GPU_FAULT_STATUS.</summary>
/// <remarks>Values and names: <c>enum drm_panthor_exception_type</c>, of which these are the ones the memory system
/// raises. The level in a name is that of the page-table entry at which the walk stopped; 0 is the root.</remarks>
public enum GpuException : byte
{
    /// <summary>No exception.</summary>
    OK = 0x00,

    /// <summary>The physical address of an access or of a table is no memory.</summary>
    GPU_BUS_FAULT = 0x80,

    /// <summary>No valid entry at level 0, or the address space is not mapped at all.</summary>
    TRANSLATION_FAULT_0 = 0xc0,

    /// <summary>No valid entry at level 1.</summary>
    TRANSLATION_FAULT_1 = 0xc1,

    /// <summary>No valid entry at level 2.</summary>
    TRANSLATION_FAULT_2 = 0xc2,

    /// <summary>No valid entry at level 3.</summary>
    TRANSLATION_FAULT_3 = 0xc3,

    /// <summary>Translation fault at level 4 (64 KiB granule only).</summary>
    TRANSLATION_FAULT_4 = 0xc4,

    /// <summary>The entry at level 0 does not allow the access.</summary>
    PERM_FAULT_0 = 0xc8,

    /// <summary>The entry at level 1 does not allow the access.</summary>
    PERM_FAULT_1 = 0xc9,

    /// <summary>The entry at level 2 does not allow the access.</summary>
    PERM_FAULT_2 = 0xca,

    /// <summary>The entry at level 3 does not allow the access.</summary>
    PERM_FAULT_3 = 0xcb,

    /// <summary>The access flag of the block at level 1 is clear.</summary>
    ACCESS_FLAG_1 = 0xd9,

    /// <summary>The access flag of the block at level 2 is clear.</summary>
    ACCESS_FLAG_2 = 0xda,

    /// <summary>The access flag of the page is clear.</summary>
    ACCESS_FLAG_3 = 0xdb,

    /// <summary>The virtual address is wider than the address space.</summary>
    ADDR_SIZE_FAULT_IN = 0xe0,

    /// <summary>The root table, or a physical address in an entry of level 0, is too wide.</summary>
    ADDR_SIZE_FAULT_OUT0 = 0xe4,

    /// <summary>A physical address in an entry of level 1 is too wide.</summary>
    ADDR_SIZE_FAULT_OUT1 = 0xe5,

    /// <summary>A physical address in an entry of level 2 is too wide.</summary>
    ADDR_SIZE_FAULT_OUT2 = 0xe6,

    /// <summary>A physical address in an entry of level 3 is too wide.</summary>
    ADDR_SIZE_FAULT_OUT3 = 0xe7,

    /// <summary>The memory type of an entry at level 0 is "fault".</summary>
    MEM_ATTR_FAULT_0 = 0xe8,

    /// <summary>The memory type of a block at level 1 is "fault".</summary>
    MEM_ATTR_FAULT_1 = 0xe9,

    /// <summary>The memory type of a block at level 2 is "fault".</summary>
    MEM_ATTR_FAULT_2 = 0xea,

    /// <summary>The memory type of a page is "fault".</summary>
    MEM_ATTR_FAULT_3 = 0xeb,
}
