using Panthor.Driver.Gem;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>What VM_BIND refuses.</content>
public sealed partial class PanthorVm
{
    /// <summary>The map flags that a mapping keeps (PANTHOR_VM_MAP_FLAGS).</summary>
    internal const uint MapFlags = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_READONLY
        | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC
        | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED
        | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE;

    /// <summary>The checks of panthor_vm_bind_prepare_op_ctx, in its order.</summary>
    private KernelResult CheckBindOp(in DrmPanthorVmBindOp op)
    {
        ulong offset = Device.Drm.Patches.ChecksBoOffset ? op.BoOffset : 0;
        if (((op.Va | op.Size | offset) & (PageSize - 1)) != 0)
            return Misaligned(op);
        if (op.Va > UserVaRange || op.Size > UserVaRange - op.Va)
        {
            return KernelResult.Fail(
                Errno.EINVAL,
                $"va 0x{op.Va:x} + size 0x{op.Size:x} reaches into the kernel's range from 0x{UserVaRange:x} on");
        }

        switch (op.Type)
        {
            case PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP:
                return KernelResult.Ok;
            case PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP:
                return CheckWithoutBo(op, "an unmap");
            case PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY:
                KernelResult result = CheckWithoutBo(op, "a sync-only operation");
                if (!result.IsOk)
                    return result;
                if (op.Va != 0 || op.Size != 0)
                {
                    return KernelResult.Fail(
                        Errno.EINVAL, $"a sync-only operation with va 0x{op.Va:x} and size 0x{op.Size:x}");
                }

                return op.Syncs.IsEmpty
                    ? KernelResult.Fail(Errno.EINVAL, "a sync-only operation without sync operations")
                    : KernelResult.Ok;
            default:
                return KernelResult.Fail(Errno.EINVAL, $"operation type 0x{op.Type >> 28:x} is unknown");
        }
    }

    private static KernelResult Misaligned(in DrmPanthorVmBindOp op)
    {
        (string name, ulong value) = (op.Va & (PageSize - 1)) != 0 ? ("va", op.Va)
            : (op.Size & (PageSize - 1)) != 0 ? ("size", op.Size)
            : ("bo_offset", op.BoOffset);
        return KernelResult.Fail(
            Errno.EINVAL, $"{name} 0x{value:x} is not aligned to the page size 0x{ArmLpae.SZ_4K:x}");
    }

    private static KernelResult CheckWithoutBo(in DrmPanthorVmBindOp op, string what)
    {
        uint rest = op.Flags & ~PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MASK;
        if (rest != 0)
            return KernelResult.Fail(Errno.EINVAL, $"{what} with flags 0x{rest:x}");
        return op.BoHandle != 0 || op.BoOffset != 0
            ? KernelResult.Fail(
                Errno.EINVAL, $"{what} with bo_handle {op.BoHandle} and bo_offset 0x{op.BoOffset:x}")
            : KernelResult.Ok;
    }

    /// <summary>The checks of panthor_vm_prepare_map_op_ctx, in its order.</summary>
    private KernelResult CheckMapOp(PanthorGemObject bo, in DrmPanthorVmBindOp op)
    {
        uint unknown = op.Flags & ~(MapFlags | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MASK);
        if (unknown != 0 || op.Type != PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP)
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{op.Flags:x} are not those of a map");
        bool isSparse = IsSparse(op.Flags);
        if (isSparse && (op.Flags & PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC) == 0)
            return KernelResult.Fail(Errno.EINVAL, "a sparse map without DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC");
        if (!isSparse && (op.Size > bo.Size || op.BoOffset > bo.Size - op.Size))
        {
            return KernelResult.Fail(
                Errno.EINVAL,
                $"bo_offset 0x{op.BoOffset:x} + size 0x{op.Size:x} exceeds the buffer's size 0x{bo.Size:x}");
        }

        if (isSparse && (op.BoHandle != 0 || op.BoOffset != 0))
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"a sparse map with bo_handle {op.BoHandle} and bo_offset 0x{op.BoOffset:x}");
        }

        return bo.ExclusiveVmRootGem is { } root && root != RootGem
            ? KernelResult.Fail(Errno.EINVAL, "the buffer belongs to another VM alone")
            : KernelResult.Ok;
    }
}
