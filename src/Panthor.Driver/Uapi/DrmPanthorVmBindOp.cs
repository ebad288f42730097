using Panthor.Driver.JobScheduling;

namespace Panthor.Driver.Uapi;

/// <summary>One operation of a VM_BIND call (<c>struct drm_panthor_vm_bind_op</c>).</summary>
/// <param name="Flags">Type and map flags: <c>DRM_PANTHOR_VM_BIND_OP_*</c> of <see cref="PanthorDrm"/>.</param>
/// <param name="BoHandle">Handle of the buffer to map; zero for anything but a map.</param>
/// <param name="BoOffset">Offset in the buffer, in bytes; zero for anything but a map.</param>
/// <param name="Va">GPU virtual address, page-aligned.</param>
/// <param name="Size">Size in bytes, page-aligned.</param>
/// <param name="Syncs">What the operation waits for and signals (<c>syncs</c>); asynchronous operations only.</param>
public readonly record struct DrmPanthorVmBindOp(
    uint Flags,
    uint BoHandle,
    ulong BoOffset,
    ulong Va,
    ulong Size,
    UserArray<DrmPanthorSyncOp> Syncs = default)
{
    /// <summary>The operation's type: one of <c>DRM_PANTHOR_VM_BIND_OP_TYPE_*</c>.</summary>
    public uint Type => Flags & PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MASK;
}
