using System;
using Panthor.Kernel;
using static Panthor.Driver.Uapi.Binary.PanthorLayouts;
using Info = Panthor.Driver.Uapi.Binary.PanthorLayouts.GpuInfo;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>DEV_QUERY in binary (<c>panthor_ioctl_dev_query()</c>).</summary>
internal static class PanthorQueries
{
    private static readonly UapiStruct[] s_structs =
        [Info.Struct, CsifInfo.Struct, TimestampInfo.Struct, GroupPrioritiesInfo.Struct];

    public static async KTask<KernelResult> DevQueryAsync(DrmFile file, IoctlData data)
    {
        uint type = data.U32(DevQuery.Type);
        ulong pointer = data.U64(DevQuery.Pointer);
        if (type >= (uint)s_structs.Length)
        {
            return KernelResult.Fail(Errno.EINVAL, $"query type {type} is unknown");
        }

        if (pointer == 0)
        {
            data.Set(DevQuery.Size, (uint)s_structs[type].Size);
            return KernelResult.Ok;
        }

        uint size = data.U32(DevQuery.Size);
        var info = new IoctlData(new byte[s_structs[type].Size]);
        KernelResult result = await FillAsync(file, type, info, pointer, size);
        return result.IsOk ? await SetAsync(file, s_structs[type], info, pointer, size) : result;
    }


    private static async KTask<KernelResult> FillAsync(
        DrmFile file, uint type, IoctlData info, ulong pointer, uint size)
    {
        switch (type)
        {
            case PanthorDrm.DRM_PANTHOR_DEV_QUERY_GPU_INFO:
                FillGpuInfo(file.Device.GpuInfo, info);
                return KernelResult.Ok;
            case PanthorDrm.DRM_PANTHOR_DEV_QUERY_CSIF_INFO:
                FillCsifInfo(file.Device.CsifInfo, info);
                return KernelResult.Ok;
            case PanthorDrm.DRM_PANTHOR_DEV_QUERY_TIMESTAMP_INFO:
                KernelResult copied = await file.Memory.CopyStructFromUserAsync(info.Bytes, pointer, size);
                return copied.IsOk ? await FillTimestampInfoAsync(file, info) : copied;
            default:
                info.Set(GroupPrioritiesInfo.AllowedMask, file.QueryGroupPriorities());
                return KernelResult.Ok;
        }
    }

    /// <summary>panthor_set_uobj: as much as the client knows; what only it knows is cleared.</summary>
    private static async KTask<KernelResult> SetAsync(
        DrmFile file, UapiStruct layout, IoctlData info, ulong pointer, uint size)
    {
        if (size < (uint)layout.MinimumSize)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"size {size} is less than the {layout.MinimumSize} bytes of {layout.Name}");
        }

        int known = (int)Math.Min(size, (uint)layout.Size);
        KernelResult result = await file.Memory.CopyToUserAsync(pointer, info.Bytes[..known]);
        return result.IsOk && size > (uint)layout.Size
            ? await file.Memory.ClearUserAsync(unchecked(pointer + (ulong)layout.Size), size - (uint)layout.Size)
            : result;
    }

    private static void FillGpuInfo(Device.GpuInfo gpu, IoctlData info)
    {
        info.Set(Info.GpuId, gpu.GpuId);
        info.Set(Info.GpuRev, gpu.GpuRev);
        info.Set(Info.CsfId, gpu.CsfId);
        info.Set(Info.L2Features, gpu.L2Features);
        info.Set(Info.TilerFeatures, gpu.TilerFeatures);
        info.Set(Info.MemFeatures, gpu.MemFeatures);
        info.Set(Info.MmuFeatures, gpu.MmuFeatures);
        info.Set(Info.ThreadFeatures, gpu.ThreadFeatures);
        info.Set(Info.MaxThreads, gpu.MaxThreads);
        info.Set(Info.ThreadMaxWorkgroupSize, gpu.ThreadMaxWorkgroupSize);
        info.Set(Info.ThreadMaxBarrierSize, gpu.ThreadMaxBarrierSize);
        info.Set(Info.CoherencyFeatures, gpu.CoherencyFeatures);
        for (int i = 0; i < gpu.TextureFeatures.Length; i++)
        {
            info.Set(Info.TextureFeatures, gpu.TextureFeatures.Span[i], i);
        }

        info.Set(Info.AsPresent, gpu.AsPresent);
        info.Set(Info.SelectedCoherency, gpu.SelectedCoherency);
        info.Set(Info.ShaderPresent, gpu.ShaderPresent);
        info.Set(Info.L2Present, gpu.L2Present);
        info.Set(Info.TilerPresent, gpu.TilerPresent);
        info.Set(Info.CoreFeatures, gpu.CoreFeatures);
        info.Set(Info.GpuFeatures, gpu.GpuFeatures);
    }

    private static void FillCsifInfo(Device.CsifInfo csif, IoctlData info)
    {
        info.Set(CsifInfo.CsgSlotCount, csif.CsgSlotCount);
        info.Set(CsifInfo.CsSlotCount, csif.CsSlotCount);
        info.Set(CsifInfo.CsRegCount, csif.CsRegCount);
        info.Set(CsifInfo.ScoreboardSlotCount, csif.ScoreboardSlotCount);
        info.Set(CsifInfo.UnpreservedCsRegCount, csif.UnpreservedCsRegCount);
    }

    private static async KTask<KernelResult> FillTimestampInfoAsync(DrmFile file, IoctlData info)
    {
        KernelResult<DrmPanthorTimestampInfo> time = await file.QueryTimestampInfoAsync(info.U32(TimestampInfo.Flags));
        if (!time.IsOk)
        {
            return time;
        }

        info.Set(TimestampInfo.TimestampFrequency, time.Value.TimestampFrequency);
        info.Set(TimestampInfo.CurrentTimestamp, time.Value.CurrentTimestamp);
        info.Set(TimestampInfo.TimestampOffset, time.Value.TimestampOffset);
        info.Set(TimestampInfo.DurationNsec, time.Value.DurationNsec);
        info.Set(TimestampInfo.CycleCount, time.Value.CycleCount);
        info.Set(TimestampInfo.CpuTimestampSec, time.Value.CpuTimestampSec);
        info.Set(TimestampInfo.CpuTimestampNsec, time.Value.CpuTimestampNsec);
        return KernelResult.Ok;
    }
}
