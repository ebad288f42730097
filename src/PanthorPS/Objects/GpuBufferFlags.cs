using System;
using System.Diagnostics.CodeAnalysis;
using Panthor.Driver.Uapi;

namespace PanthorPS;

/// <summary>The flags that a buffer was created with.</summary>
[Flags]
[SuppressMessage("Design", "CA1028", Justification = "The type of the uAPI's flags.")]
public enum GpuBufferFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The CPU can never map it.</summary>
    NoMmap = PanthorDrm.DRM_PANTHOR_BO_NO_MMAP,

    /// <summary>CPU mappings are cached, write-back.</summary>
    WriteBack = PanthorDrm.DRM_PANTHOR_BO_WB_MMAP,
}
