using Panthor.Kernel;

namespace Panthor.Driver.Gpuvm;

/// <summary>What a driver does in each step of a map or unmap operation.</summary>
/// <remarks>C: the sm_step_* callbacks of struct drm_gpuvm_ops. A step that fails ends the operation.</remarks>
public interface IGpuVmOps
{
    /// <summary>Makes the new mapping (sm_step_map).</summary>
    Errno StepMap(ref GpuVaOp op);

    /// <summary>Puts the rests of an old mapping in its place (sm_step_remap).</summary>
    Errno StepRemap(ref GpuVaOp op);

    /// <summary>Removes an old mapping (sm_step_unmap).</summary>
    Errno StepUnmap(ref GpuVaOp op);
}
