using System;

namespace Panthor.Hardware;

/// <summary>Iterators that a stream needs for RUN_*, as REQ_RESOURCE and STATUS_REQ_RESOURCE number them.</summary>
[Flags]
public enum CsResources
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Compute.</summary>
    Compute = 1 << 0,

    /// <summary>Fragment.</summary>
    Fragment = 1 << 1,

    /// <summary>Tiler.</summary>
    Tiler = 1 << 2,

    /// <summary>Index-driven vertex shading.</summary>
    Idvs = 1 << 3,

    /// <summary>Ray tracing (architecture 12 and later).</summary>
    RayTracing = 1 << 4,
}
