namespace Panthor.Hardware;

/// <summary>
/// Exception codes of the GPU, as in AS_FAULTSTATUS, GPU_FAULT_STATUS, CS_FAULT and CS_FATAL:
/// <c>enum drm_panthor_exception_type</c>. Those from <see cref="CS_CONFIG_FAULT"/> on are faults.
/// </summary>
/// <remarks>The level in a name is that of the page-table entry at which the walk stopped; 0 is the root.</remarks>
public enum GpuException : byte
{
    /// <summary>No exception.</summary>
    OK = 0x00,

    /// <summary>The work was terminated.</summary>
    TERMINATED = 0x04,

    /// <summary>KABOOM, as the architecture calls it.</summary>
    KABOOM = 0x05,

    /// <summary>EUREKA, as the architecture calls it.</summary>
    EUREKA = 0x06,

    /// <summary>Still active.</summary>
    ACTIVE = 0x08,

    /// <summary>A resource was taken away.</summary>
    CS_RES_TERM = 0x0f,

    /// <summary>The configuration of the stream is wrong.</summary>
    CS_CONFIG_FAULT = 0x40,

    /// <summary>Only a reset of the GPU helps.</summary>
    CS_UNRECOVERABLE = 0x41,

    /// <summary>A job was started on an endpoint that the stream does not have.</summary>
    CS_ENDPOINT_FAULT = 0x44,

    /// <summary>An access of the stream itself was terminated.</summary>
    CS_BUS_FAULT = 0x48,

    /// <summary>The instruction does not exist, or its operands do not.</summary>
    CS_INSTR_INVALID = 0x49,

    /// <summary>Too many calls inside one another.</summary>
    CS_CALL_STACK_OVERFLOW = 0x4a,

    /// <summary>A sync object that was waited for carries an error.</summary>
    CS_INHERIT_FAULT = 0x4b,

    /// <summary>A shader ran to an address that is no code.</summary>
    INSTR_INVALID_PC = 0x50,

    /// <summary>A shader has an instruction that does not exist.</summary>
    INSTR_INVALID_ENC = 0x51,

    /// <summary>A shader barrier went wrong.</summary>
    INSTR_BARRIER_FAULT = 0x55,

    /// <summary>A descriptor or an operand in memory is invalid.</summary>
    DATA_INVALID_FAULT = 0x58,

    /// <summary>A tile lies outside of the frame.</summary>
    TILE_RANGE_FAULT = 0x59,

    /// <summary>An address is misaligned or outside of what it may be.</summary>
    ADDR_RANGE_FAULT = 0x5a,

    /// <summary>A fault that cannot be traced to one place.</summary>
    IMPRECISE_FAULT = 0x5b,

    /// <summary>The tiler heap is used up and nothing could be freed.</summary>
    OOM = 0x60,

    /// <summary>The firmware found itself in error.</summary>
    CSF_FW_INTERNAL_ERROR = 0x68,

    /// <summary>A resource was not given back in time.</summary>
    CSF_RES_EVICTION_TIMEOUT = 0x69,

    /// <summary>The physical address of an access or of a table is no memory.</summary>
    GPU_BUS_FAULT = 0x80,

    /// <summary>Shareability of an access does not fit (GPU).</summary>
    GPU_SHAREABILITY_FAULT = 0x88,

    /// <summary>Shareability of an access does not fit (system).</summary>
    SYS_SHAREABILITY_FAULT = 0x89,

    /// <summary>Cacheability of an access does not fit.</summary>
    GPU_CACHEABILITY_FAULT = 0x8a,

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
