using System;
using System.Diagnostics.CodeAnalysis;
using Panthor.Driver.Firmware;

namespace PanthorPS;

/// <summary>What the microcontroller may do with a section of the firmware, and how it is loaded.</summary>
[Flags]
[SuppressMessage("Design", "CA1028", Justification = "The type of the image's flags.")]
public enum GpuFirmwareSectionFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It may read it.</summary>
    Read = FwBinary.CSF_FW_BINARY_IFACE_ENTRY_RD,

    /// <summary>It may write it.</summary>
    Write = FwBinary.CSF_FW_BINARY_IFACE_ENTRY_WR,

    /// <summary>It may execute it.</summary>
    Execute = FwBinary.CSF_FW_BINARY_IFACE_ENTRY_EX,

    /// <summary>Its accesses go through its cache.</summary>
    Cached = FwBinary.CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_CACHED,

    /// <summary>Its accesses are coherent with the CPU.</summary>
    Coherent = FwBinary.CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_UNCACHED_COHERENT,

    /// <summary>The driver shares it: the interfaces lie in it.</summary>
    Shared = FwBinary.CSF_FW_BINARY_IFACE_ENTRY_SHARED,

    /// <summary>What the image has no data for is zero.</summary>
    Zero = FwBinary.CSF_FW_BINARY_IFACE_ENTRY_ZERO,
}
