using Panthor.Driver.Gpuvm;

namespace Panthor.Driver.Mmu;

/// <summary>A mapping of a panthor VM: a range of addresses with its uAPI flags.</summary>
/// <remarks>C: struct panthor_vma. Pooled: an object stands for another mapping after it was unlinked.</remarks>
public sealed class PanthorVma : GpuVa
{
    /// <summary>The map-related bits of drm_panthor_vm_bind_op_flags.</summary>
    public uint Flags { get; internal set; }

    /// <summary>The pages were taken away; the mapping is not in the page table.</summary>
    public bool Evicted { get; internal set; }
}
