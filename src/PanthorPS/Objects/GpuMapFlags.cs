using System;
using System.Diagnostics.CodeAnalysis;
using Panthor.Driver.Uapi;

namespace PanthorPS;

/// <summary>What the GPU may not do with a mapping.</summary>
[Flags]
[SuppressMessage("Design", "CA1028", Justification = "The type of the uAPI's flags.")]
public enum GpuMapFlags : uint
{
    /// <summary>It may do everything.</summary>
    None = 0,

    /// <summary>It may only read.</summary>
    ReadOnly = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_READONLY,

    /// <summary>It may not fetch instructions.</summary>
    NoExecute = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC,

    /// <summary>Its accesses bypass its caches.</summary>
    Uncached = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED,

    /// <summary>It sees the client's dummy object, over and over.</summary>
    Sparse = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE,
}
