using System;

namespace Panthor.Hardware;

/// <summary>Flags of a section in a firmware image (<c>CSF_FW_BINARY_IFACE_ENTRY_*</c>).</summary>
[Flags]
public enum FirmwareSectionFlags : uint
{
    /// <summary>Nothing: the MCU cannot even read it.</summary>
    None = 0,

    /// <summary>The MCU reads it.</summary>
    Read = 1u << 0,

    /// <summary>The MCU writes it.</summary>
    Write = 1u << 1,

    /// <summary>The MCU executes it.</summary>
    Execute = 1u << 2,

    /// <summary>Cached, not coherent.</summary>
    Cached = 1u << 3,

    /// <summary>Not cached, coherent.</summary>
    UncachedCoherent = 2u << 3,

    /// <summary>Cached and coherent.</summary>
    CachedCoherent = 3u << 3,

    /// <summary>For protected mode only.</summary>
    Protected = 1u << 5,

    /// <summary>Shared with the CPU: the interfaces lie in it.</summary>
    Shared = 1u << 30,

    /// <summary>What the image has no data for is zero.</summary>
    Zero = 1u << 31,
}
