using System.Text;
using Panthor.Driver.JobScheduling;
using Panthor.Kernel;
using static Panthor.Driver.Uapi.Binary.PanthorLayouts;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>
/// The ioctls of panthor in binary (<c>panthor_ioctl_*()</c>): fields out of the argument, the typed handler, fields back.
/// </summary>
internal static class PanthorIoctls
{
    public static async KTask<KernelResult> VmCreateAsync(DrmFile file, IoctlData data)
    {
        KernelResult<DrmPanthorVm> vm = await file.VmCreateAsync(
            data.U32(VmCreate.Flags), data.U64(VmCreate.UserVaRange));
        if (vm.IsOk)
        {
            data.Set(VmCreate.Id, vm.Value.Id);
            data.Set(VmCreate.UserVaRange, vm.Value.UserVaRange);
        }

        return vm.WithoutValue();
    }

    public static KTask<KernelResult> VmDestroyAsync(DrmFile file, IoctlData data) =>
        file.VmDestroyAsync(data.U32(VmDestroy.Id), data.U32(VmDestroy.Pad));

    public static async KTask<KernelResult> VmBindAsync(DrmFile file, IoctlData data)
    {
        (KernelResult result, int? executed) = await file.BindAsync(
            data.U32(VmBind.VmId),
            Array(file, data, VmBind.Ops, VmBindOp.Struct, DecodeVmBindOp),
            data.U32(VmBind.Flags));
        if (!result.IsOk && executed is { } count)
        {
            data.SetCount(VmBind.Ops, (uint)count);
        }

        return result;
    }

    public static KTask<KernelResult> VmGetState(DrmFile file, IoctlData data)
    {
        KernelResult<uint> state = file.VmGetState(data.U32(PanthorLayouts.VmGetState.VmId));
        if (state.IsOk)
        {
            data.Set(PanthorLayouts.VmGetState.State, state.Value);
        }

        return KTask.FromResult(state.WithoutValue());
    }

    public static async KTask<KernelResult> BoCreateAsync(DrmFile file, IoctlData data)
    {
        KernelResult<DrmPanthorBo> buffer = await file.BoCreateAsync(
            data.U64(BoCreate.Size),
            data.U32(BoCreate.Flags),
            data.U32(BoCreate.ExclusiveVmId),
            data.U32(BoCreate.Pad));
        if (buffer.IsOk)
        {
            data.Set(BoCreate.Size, buffer.Value.Size);
            data.Set(BoCreate.Handle, buffer.Value.Handle);
        }

        return buffer.WithoutValue();
    }

    public static KTask<KernelResult> BoMmapOffset(DrmFile file, IoctlData data)
    {
        KernelResult<ulong> offset = file.BoMmapOffset(
            data.U32(PanthorLayouts.BoMmapOffset.Handle), data.U32(PanthorLayouts.BoMmapOffset.Pad));
        if (offset.IsOk)
        {
            data.Set(PanthorLayouts.BoMmapOffset.Offset, offset.Value);
        }

        return KTask.FromResult(offset.WithoutValue());
    }

    public static async KTask<KernelResult> BoSetLabelAsync(DrmFile file, IoctlData data)
    {
        uint handle = data.U32(BoSetLabel.Handle);
        uint pad = data.U32(BoSetLabel.Pad);
        ulong address = data.U64(BoSetLabel.Label);
        if (pad != 0 || address == 0)
        {
            return file.BoSetLabel(handle, null, pad);
        }

        if (file.LookUpBuffer(handle) is not { } buffer)
        {
            return file.BoSetLabel(handle, null);
        }

        KernelResult<byte[]> label = await file.Memory.CopyStringFromUserAsync(
            address, PanthorDrm.PANTHOR_BO_LABEL_MAXLEN);
        if (label.IsOk)
        {
            buffer.Label = Encoding.UTF8.GetString(label.Value);
        }

        buffer.Put();
        return label.Errno == Errno.EINVAL ? KernelResult.Fail(Errno.E2BIG, label.Check!) : label.WithoutValue();
    }

    public static KTask<KernelResult> SetUserMmioOffset(DrmFile file, IoctlData data) =>
        KTask.FromResult(file.SetUserMmioOffset(data.U64(PanthorLayouts.SetUserMmioOffset.Offset)));

    public static KTask<KernelResult> BoSyncAsync(DrmFile file, IoctlData data) =>
        file.BoSyncAsync(Array(file, data, BoSync.Ops, BoSyncOp.Struct, DecodeBoSyncOp));

    public static KTask<KernelResult> BoQueryInfo(DrmFile file, IoctlData data)
    {
        KernelResult<DrmPanthorBoInfo> info = file.BoQueryInfo(data.U32(PanthorLayouts.BoQueryInfo.Handle));
        if (info.IsOk)
        {
            data.Set(PanthorLayouts.BoQueryInfo.Pad, 0u);
            data.Set(PanthorLayouts.BoQueryInfo.CreateFlags, info.Value.CreateFlags);
            data.Set(PanthorLayouts.BoQueryInfo.ExtraFlags, info.Value.ExtraFlags);
        }

        return KTask.FromResult(info.WithoutValue());
    }

    public static KTask<KernelResult> DevQueryAsync(DrmFile file, IoctlData data) =>
        PanthorQueries.DevQueryAsync(file, data);

    /// <summary>The array that a field describes.</summary>
    internal static UserArray<T> Array<T>(
        DrmFile file,
        IoctlData data,
        UapiField field,
        UapiStruct element,
        System.Func<DrmFile, IoctlData, T> decode) => new(new ObjArraySource<T>(
            file, element, data.Stride(field), data.Count(field), data.Array(field), decode));

    internal static DrmPanthorSyncOp DecodeSyncOp(DrmFile file, IoctlData data) => new(
        data.U32(SyncOp.Flags), data.U32(SyncOp.Handle), data.U64(SyncOp.TimelineValue));

    private static DrmPanthorVmBindOp DecodeVmBindOp(DrmFile file, IoctlData data) => new(
        data.U32(VmBindOp.Flags),
        data.U32(VmBindOp.BoHandle),
        data.U64(VmBindOp.BoOffset),
        data.U64(VmBindOp.Va),
        data.U64(VmBindOp.Size),
        Array(file, data, VmBindOp.Syncs, SyncOp.Struct, DecodeSyncOp));

    private static DrmPanthorBoSyncOp DecodeBoSyncOp(DrmFile file, IoctlData data) => new(
        data.U32(BoSyncOp.Handle), data.U32(BoSyncOp.Type), data.U64(BoSyncOp.Offset), data.U64(BoSyncOp.Size));
}
