namespace Panthor.Hardware;

/// <summary>Bits [63:56] of a command stream instruction.</summary>
public enum CsOpcode : byte
{
    /// <summary>Nothing.</summary>
    NOP = 0,

    /// <summary>48-bit immediate into a register pair.</summary>
    MOVE48 = 1,

    /// <summary>32-bit immediate into a register.</summary>
    MOVE32 = 2,

    /// <summary>Wait for scoreboard entries.</summary>
    WAIT = 3,

    /// <summary>Compute job.</summary>
    RUN_COMPUTE = 4,

    /// <summary>Tiling job.</summary>
    RUN_TILING = 5,

    /// <summary>Index-driven vertex shading job.</summary>
    RUN_IDVS = 6,

    /// <summary>Fragment job.</summary>
    RUN_FRAGMENT = 7,

    /// <summary>Tiling of one rectangle.</summary>
    RUN_FULLSCREEN = 8,

    /// <summary>End of the tiling of a render pass.</summary>
    FINISH_TILING = 9,

    /// <summary>Chunks back to the heap.</summary>
    FINISH_FRAGMENT = 11,

    /// <summary>Index-driven vertex shading job.</summary>
    RUN_IDVS2 = 12,

    /// <summary>Arithmetic with an immediate, 32 bits.</summary>
    ADD_IMMEDIATE32 = 16,

    /// <summary>Arithmetic with an immediate, 64 bits.</summary>
    ADD_IMMEDIATE64 = 17,

    /// <summary>Arithmetic on registers, 32 bits.</summary>
    COMPARE_SELECT32 = 18,

    /// <summary>Bitwise logic.</summary>
    LOGIC_OP32 = 19,

    /// <summary>Memory into registers.</summary>
    LOAD_MULTIPLE = 20,

    /// <summary>Registers into memory.</summary>
    STORE_MULTIPLE = 21,

    /// <summary>Conditional branch.</summary>
    BRANCH = 22,

    /// <summary>Scoreboard entries that asynchronous instructions use.</summary>
    SET_SB_ENTRY = 23,

    /// <summary>Wait for the progress of another queue.</summary>
    PROGRESS_WAIT = 24,

    /// <summary>Handler for tiler OOM.</summary>
    SET_EXCEPTION_HANDLER = 25,

    /// <summary>Next free scoreboard entry.</summary>
    NEXT_SB_ENTRY = 26,

    /// <summary>Stream state from a register.</summary>
    SET_STATE = 27,

    /// <summary>Stream state from an immediate.</summary>
    SET_STATE_IMM32 = 28,

    /// <summary>Count a shared scoreboard entry up.</summary>
    SHARED_SB_INC = 30,

    /// <summary>Count a shared scoreboard entry down.</summary>
    SHARED_SB_DEC = 31,

    /// <summary>Call of a stream in memory.</summary>
    CALL = 32,

    /// <summary>Jump to a stream in memory.</summary>
    JUMP = 33,

    /// <summary>Request for iterators.</summary>
    REQ_RESOURCE = 34,

    /// <summary>Flush of the GPU's caches.</summary>
    FLUSH_CACHE2 = 36,

    /// <summary>Add to a sync object.</summary>
    SYNC_ADD32 = 37,

    /// <summary>Set a sync object.</summary>
    SYNC_SET32 = 38,

    /// <summary>Wait for a sync object.</summary>
    SYNC_WAIT32 = 39,

    /// <summary>Counter into memory.</summary>
    STORE_STATE = 40,

    /// <summary>Protected region.</summary>
    PROT_REGION = 41,

    /// <summary>Set the progress counter.</summary>
    PROGRESS_STORE = 42,

    /// <summary>Read the progress counter.</summary>
    PROGRESS_LOAD = 43,

    /// <summary>Compute job with computed sizes.</summary>
    RUN_COMPUTE_INDIRECT = 44,

    /// <summary>End of the error state.</summary>
    ERROR_BARRIER = 47,

    /// <summary>Tiler heap context.</summary>
    HEAP_SET = 48,

    /// <summary>Count a heap's render passes.</summary>
    HEAP_OPERATION = 49,

    /// <summary>Trace record.</summary>
    TRACE_POINT = 50,

    /// <summary>Add to a sync object.</summary>
    SYNC_ADD64 = 51,

    /// <summary>Set a sync object.</summary>
    SYNC_SET64 = 52,

    /// <summary>Wait for a sync object.</summary>
    SYNC_WAIT64 = 53,

    /// <summary>Arithmetic on registers, 64 bits (architecture 13).</summary>
    ARITH_REG64 = 57,
}
