namespace Panthor.Hardware;

/// <summary>What a bus master wants to do; the value is the access type field of AS_FAULTSTATUS.</summary>
public enum AccessKind : byte
{
    /// <summary>Read and write in one (AS_FAULTSTATUS_ACCESS_TYPE_ATOMIC).</summary>
    Atomic = 0,

    /// <summary>Instruction fetch (AS_FAULTSTATUS_ACCESS_TYPE_EX).</summary>
    Execute = 1,

    /// <summary>Load (AS_FAULTSTATUS_ACCESS_TYPE_READ).</summary>
    Read = 2,

    /// <summary>Store (AS_FAULTSTATUS_ACCESS_TYPE_WRITE).</summary>
    Write = 3,
}
