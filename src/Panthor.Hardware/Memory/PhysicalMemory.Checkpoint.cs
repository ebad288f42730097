using Panthor.Kernel;

namespace Panthor.Hardware;

/// <content>Checkpoints: the block lies outside of what the runtime knows.</content>
public sealed unsafe partial class PhysicalMemory : ICheckpointed
{
    /// <inheritdoc/>
    object? ICheckpointed.SaveState() => new MemoryImage(Block);

    /// <inheritdoc/>
    void ICheckpointed.RestoreState(object? saved) => ((MemoryImage)saved!).Restore(Block);
}
