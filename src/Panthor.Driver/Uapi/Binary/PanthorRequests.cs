using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>The requests of <c>panthor_drm.h</c>, in the order of <c>enum drm_panthor_ioctl_id</c>.</summary>
internal static class PanthorRequests
{
    private const uint CommandBase = 0x40;

    public static readonly UapiRequest[] All =
    [
        New(0, "DEV_QUERY", PanthorLayouts.DevQuery.Struct, PanthorIoctls.DevQueryAsync),
        New(1, "VM_CREATE", PanthorLayouts.VmCreate.Struct, PanthorIoctls.VmCreateAsync),
        New(2, "VM_DESTROY", PanthorLayouts.VmDestroy.Struct, PanthorIoctls.VmDestroyAsync),
        New(3, "VM_BIND", PanthorLayouts.VmBind.Struct, PanthorIoctls.VmBindAsync),
        New(4, "VM_GET_STATE", PanthorLayouts.VmGetState.Struct, PanthorIoctls.VmGetState),
        New(5, "BO_CREATE", PanthorLayouts.BoCreate.Struct, PanthorIoctls.BoCreateAsync),
        New(6, "BO_MMAP_OFFSET", PanthorLayouts.BoMmapOffset.Struct, PanthorIoctls.BoMmapOffset),
        New(7, "GROUP_CREATE", PanthorLayouts.GroupCreate.Struct, PanthorGroupIoctls.GroupCreateAsync),
        New(8, "GROUP_DESTROY", PanthorLayouts.GroupDestroy.Struct, PanthorGroupIoctls.GroupDestroyAsync),
        New(9, "GROUP_SUBMIT", PanthorLayouts.GroupSubmit.Struct, PanthorGroupIoctls.GroupSubmitAsync),
        New(10, "GROUP_GET_STATE", PanthorLayouts.GroupGetState.Struct, PanthorGroupIoctls.GroupGetStateAsync),
        New(11, "TILER_HEAP_CREATE", PanthorLayouts.TilerHeapCreate.Struct, PanthorGroupIoctls.TilerHeapCreateAsync),
        New(12, "TILER_HEAP_DESTROY", PanthorLayouts.TilerHeapDestroy.Struct, PanthorGroupIoctls.TilerHeapDestroyAsync),
        New(13, "BO_SET_LABEL", PanthorLayouts.BoSetLabel.Struct, PanthorIoctls.BoSetLabelAsync),
        New(14, "SET_USER_MMIO_OFFSET", PanthorLayouts.SetUserMmioOffset.Struct, PanthorIoctls.SetUserMmioOffset),
        New(15, "BO_SYNC", PanthorLayouts.BoSync.Struct, PanthorIoctls.BoSyncAsync),
        New(16, "BO_QUERY_INFO", PanthorLayouts.BoQueryInfo.Struct, PanthorIoctls.BoQueryInfo),
    ];

    private static UapiRequest New(
        uint id, string name, UapiStruct layout, Func<DrmFile, IoctlData, KTask<KernelResult>> handler)
    {
        const uint Both = UapiRequest.IocIn | UapiRequest.IocOut;
        return new UapiRequest(
            name,
            "DRM_IOCTL_PANTHOR_",
            UapiRequest.Encode(Both, CommandBase + id, layout.Size),
            layout,
            DrmIoctlFlags.RenderAllow,
            handler);
    }
}
