using System;
using Panthor.Kernel;
using static Panthor.Driver.Uapi.Binary.DrmIoctlFlags;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>The requests of the DRM core (<c>drm_ioctls[]</c>).</summary>
internal static class DrmRequests
{
    private const uint In = UapiRequest.IocIn;
    private const uint Out = UapiRequest.IocOut;
    private const DrmIoctlFlags Legacy = Auth | Master | RootOnly;

    public static readonly UapiRequest[] All =
    [
        New(0x00, In | Out, "VERSION", DrmLayouts.Version.Struct, RenderAllow, DrmIoctls.VersionAsync),
        New(0x01, In | Out, "GET_UNIQUE", DrmLayouts.Unique.Struct, None, DrmIoctls.GetUniqueAsync),
        New(0x02, Out, "GET_MAGIC", DrmLayouts.Auth.Struct, None, DrmIoctls.GetMagic),
        New(0x05, In | Out, "GET_CLIENT", DrmLayouts.Client.Struct, None, DrmIoctls.GetClient),
        New(0x06, Out, "GET_STATS", 248, None, DrmIoctls.GetStats),
        New(0x07, In | Out, "SET_VERSION", DrmLayouts.SetVersion.Struct, Master, DrmIoctls.SetVersion),
        New(0x09, In, "GEM_CLOSE", DrmLayouts.GemClose.Struct, RenderAllow, DrmIoctls.GemClose),
        New(0x0a, In | Out, "GEM_FLINK", DrmLayouts.GemFlink.Struct, Auth, DrmIoctls.GemFlink),
        New(0x0b, In | Out, "GEM_OPEN", DrmLayouts.GemOpen.Struct, Auth, DrmIoctls.GemOpen),
        New(0x0c, In | Out, "GET_CAP", DrmLayouts.GetCap.Struct, RenderAllow, DrmIoctls.GetCap),
        New(0x0d, In, "SET_CLIENT_CAP", DrmLayouts.SetClientCap.Struct, None, DrmIoctls.NotSupported),
        New(0x10, In, "SET_UNIQUE", DrmLayouts.Unique.Struct, Legacy, DrmIoctls.Invalid),
        New(0x11, In, "AUTH_MAGIC", DrmLayouts.Auth.Struct, Master, DrmIoctls.AuthMagic),
        New(0x12, In | Out, "BLOCK", 4, Legacy, DrmIoctls.Nothing),
        New(0x13, In | Out, "UNBLOCK", 4, Legacy, DrmIoctls.Nothing),
        New(0x1e, 0, "SET_MASTER", 0, None, DrmIoctls.SetMaster),
        New(0x1f, 0, "DROP_MASTER", 0, None, DrmIoctls.DropMaster),
        New(0x27, In | Out, "ADD_DRAW", 4, Legacy, DrmIoctls.Nothing),
        New(0x28, In | Out, "RM_DRAW", 4, Legacy, DrmIoctls.Nothing),
        New(0x2c, In, "FINISH", 8, Auth, DrmIoctls.Nothing),
        New(0x2d, In | Out, "PRIME_HANDLE_TO_FD", DrmLayouts.PrimeHandle.Struct, RenderAllow, DrmIoctls.HandleToFd),
        New(0x2e, In | Out, "PRIME_FD_TO_HANDLE", DrmLayouts.PrimeHandle.Struct, RenderAllow, DrmIoctls.FdToHandleAsync),
        New(0x3a, In | Out, "WAIT_VBLANK", 24, None, DrmIoctls.NotSupported),
        New(0x3b, In | Out, "CRTC_GET_SEQUENCE", 24, None, DrmIoctls.NotSupported),
        New(0x3c, In | Out, "CRTC_QUEUE_SEQUENCE", 24, None, DrmIoctls.NotSupported),
        New(0x3f, In, "UPDATE_DRAW", 24, Legacy, DrmIoctls.Nothing),
        New(0xd1, In | Out, "SET_CLIENT_NAME", DrmLayouts.SetClientName.Struct, RenderAllow, DrmIoctls.SetClientNameAsync),
        New(0xd2, In | Out, "GEM_CHANGE_HANDLE", DrmLayouts.GemChangeHandle.Struct, RenderAllow, DrmIoctls.Invalid),
        .. Syncobjs(),
        .. DrmModeRequests.All,
    ];

    internal static UapiRequest New(
        uint index,
        uint direction,
        string name,
        int size,
        DrmIoctlFlags flags,
        Func<DrmFile, IoctlData, KTask<KernelResult>> handler) =>
        new(name, "DRM_IOCTL_", UapiRequest.Encode(direction, index, size), null, flags, handler);

    private static UapiRequest New(
        uint index,
        uint direction,
        string name,
        UapiStruct layout,
        DrmIoctlFlags flags,
        Func<DrmFile, IoctlData, KTask<KernelResult>> handler) =>
        new(name, "DRM_IOCTL_", UapiRequest.Encode(direction, index, layout.Size), layout, flags, handler);

    private static UapiRequest Sync(
        uint index, string name, UapiStruct layout, Func<DrmFile, IoctlData, KTask<KernelResult>> handler) =>
        New(index, In | Out, "SYNCOBJ_" + name, layout, RenderAllow, handler);

    private static UapiRequest[] Syncobjs() =>
    [
        Sync(0xbf, "CREATE", DrmLayouts.SyncobjCreate.Struct, SyncobjIoctls.Create),
        Sync(0xc0, "DESTROY", DrmLayouts.SyncobjDestroy.Struct, SyncobjIoctls.Destroy),
        Sync(0xc1, "HANDLE_TO_FD", DrmLayouts.SyncobjHandle.Struct, SyncobjIoctls.HandleToFd),
        Sync(0xc2, "FD_TO_HANDLE", DrmLayouts.SyncobjHandle.Struct, SyncobjIoctls.FdToHandle),
        Sync(0xc3, "WAIT", DrmLayouts.SyncobjWait.Struct, SyncobjIoctls.WaitAsync),
        Sync(0xc4, "RESET", DrmLayouts.SyncobjArray.Struct, SyncobjIoctls.ResetAsync),
        Sync(0xc5, "SIGNAL", DrmLayouts.SyncobjArray.Struct, SyncobjIoctls.SignalAsync),
        Sync(0xca, "TIMELINE_WAIT", DrmLayouts.SyncobjTimelineWait.Struct, SyncobjIoctls.TimelineWaitAsync),
        Sync(0xcb, "QUERY", DrmLayouts.SyncobjTimelineArray.Struct, SyncobjIoctls.QueryAsync),
        Sync(0xcc, "TRANSFER", DrmLayouts.SyncobjTransfer.Struct, SyncobjIoctls.TransferAsync),
        Sync(0xcd, "TIMELINE_SIGNAL", DrmLayouts.SyncobjTimelineArray.Struct, SyncobjIoctls.TimelineSignalAsync),
        Sync(0xcf, "EVENTFD", DrmLayouts.SyncobjEventfd.Struct, SyncobjIoctls.Eventfd),
    ];
}
