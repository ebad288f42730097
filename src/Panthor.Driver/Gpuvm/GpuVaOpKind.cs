namespace Panthor.Driver.Gpuvm;

/// <summary>What a step of a map or unmap operation does.</summary>
/// <remarks>C: enum drm_gpuva_op_type.</remarks>
public enum GpuVaOpKind
{
    /// <summary>A new mapping (DRM_GPUVA_OP_MAP).</summary>
    Map,

    /// <summary>An old mapping gives way to what is left of it (DRM_GPUVA_OP_REMAP).</summary>
    Remap,

    /// <summary>An old mapping goes (DRM_GPUVA_OP_UNMAP).</summary>
    Unmap,
}
