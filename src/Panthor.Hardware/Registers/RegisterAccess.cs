namespace Panthor.Hardware;

/// <summary>How a register reacts to reads and writes.</summary>
public enum RegisterAccess
{
    /// <summary>Reads give the state of the hardware; writes are ignored.</summary>
    ReadOnly,

    /// <summary>Reads give 0; a write is a command.</summary>
    WriteOnly,

    /// <summary>Reads give what was written.</summary>
    ReadWrite,
}
