using System.Collections.Generic;
using Panthor.Driver.Uapi;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>An operation for Invoke-VmBind.</summary>
/// <param name="Type">What it does.</param>
/// <param name="Address">First GPU virtual address.</param>
/// <param name="Size">Bytes; null: the buffer from the offset to its end.</param>
/// <param name="Buffer">The buffer to map.</param>
/// <param name="Offset">Where in the buffer to begin, in bytes.</param>
/// <param name="Flags">What the GPU may not do with the mapping.</param>
public sealed record VmBindOperation(
    VmBindOperationType Type, ulong Address, ulong? Size, GpuBuffer? Buffer, ulong Offset, GpuMapFlags Flags)
{
    /// <summary>What it waits for.</summary>
    public IReadOnlyList<GpuSyncPoint> Wait { get; init; } = [];

    /// <summary>What it signals.</summary>
    public IReadOnlyList<GpuSyncPoint> Signal { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Type == VmBindOperationType.SyncOnly)
        {
            return "wait and signal";
        }

        string range = Size is { } size ? $"0x{Address:x} + {GpuFormat.Size(size)}" : $"0x{Address:x}";
        string flags = Flags == GpuMapFlags.None ? "" : $" ({Flags})";
        if (Flags.HasFlag(GpuMapFlags.Sparse))
            return $"map {range}{flags}";
        return Type == VmBindOperationType.Unmap ? $"unmap {range}" : $"map {range} to {Buffer} at 0x{Offset:x}{flags}";
    }

    /// <summary>The operation as the driver takes it.</summary>
    /// <param name="handle">The buffer's handle in the client that makes the call; 0 for an unmap.</param>
    /// <param name="bufferSize">The buffer's size in bytes.</param>
    internal DrmPanthorVmBindOp ToUapi(uint handle, ulong bufferSize)
    {
        uint type = Type switch
        {
            VmBindOperationType.Unmap => PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP,
            VmBindOperationType.SyncOnly => PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY,
            _ => PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP,
        };

        ulong size = Size ?? (type == PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP ? Rest(bufferSize) : 0);
        return new DrmPanthorVmBindOp(type | (uint)Flags, handle, Offset, Address, size);
    }

    /// <summary>The buffer's bytes from the offset on; where there are none, a page that the driver refuses.</summary>
    /// <remarks>A map of nothing is a success for the driver, whatever its handle and its offset.</remarks>
    private ulong Rest(ulong bufferSize) => Offset < bufferSize ? bufferSize - Offset : PhysicalMemory.PageSize;
}
