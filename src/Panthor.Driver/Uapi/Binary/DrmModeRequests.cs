using static Panthor.Driver.Uapi.Binary.DrmIoctlFlags;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>
/// The requests of displays: panthor has none (no <c>DRIVER_MODESET</c>), so that only who may ask for them matters.
/// </summary>
internal static class DrmModeRequests
{
    private const uint Both = UapiRequest.IocIn | UapiRequest.IocOut;

    public static readonly UapiRequest[] All =
    [
        DrmRequests.New(0xa0, Both, "MODE_GETRESOURCES", 64, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xa1, Both, "MODE_GETCRTC", 104, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xa2, Both, "MODE_SETCRTC", 104, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xa3, Both, "MODE_CURSOR", 28, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xa4, Both, "MODE_GETGAMMA", 32, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xa5, Both, "MODE_SETGAMMA", 32, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xa6, Both, "MODE_GETENCODER", 20, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xa7, Both, "MODE_GETCONNECTOR", 80, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xa8, Both, "MODE_ATTACHMODE", 72, Master, DrmIoctls.Nothing),
        DrmRequests.New(0xa9, Both, "MODE_DETACHMODE", 72, Master, DrmIoctls.Nothing),
        DrmRequests.New(0xaa, Both, "MODE_GETPROPERTY", 64, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xab, Both, "MODE_SETPROPERTY", 16, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xac, Both, "MODE_GETPROPBLOB", 16, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xad, Both, "MODE_GETFB", 28, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xae, Both, "MODE_ADDFB", 28, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xaf, Both, "MODE_RMFB", 4, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xb0, Both, "MODE_PAGE_FLIP", 24, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xb1, Both, "MODE_DIRTYFB", 24, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xb2, Both, "MODE_CREATE_DUMB", 32, None, DrmModeIoctls.CreateDumb),
        DrmRequests.New(0xb3, Both, "MODE_MAP_DUMB", 16, None, DrmModeIoctls.MapDumb),
        DrmRequests.New(0xb4, Both, "MODE_DESTROY_DUMB", 4, None, DrmModeIoctls.DestroyDumb),
        DrmRequests.New(0xb5, Both, "MODE_GETPLANERESOURCES", 16, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xb6, Both, "MODE_GETPLANE", 32, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xb7, Both, "MODE_SETPLANE", 48, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xb8, Both, "MODE_ADDFB2", 104, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xb9, Both, "MODE_OBJ_GETPROPERTIES", 32, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xba, Both, "MODE_OBJ_SETPROPERTY", 24, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xbb, Both, "MODE_CURSOR2", 36, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xbc, Both, "MODE_ATOMIC", 56, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xbd, Both, "MODE_CREATEPROPBLOB", 16, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xbe, Both, "MODE_DESTROYPROPBLOB", 4, None, DrmIoctls.NotSupported),
        DrmRequests.New(0xc6, Both, "MODE_CREATE_LEASE", 24, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xc7, Both, "MODE_LIST_LESSEES", 16, Master, DrmModeIoctls.Lease),
        DrmRequests.New(0xc8, Both, "MODE_GET_LEASE", 16, Master, DrmModeIoctls.Lease),
        DrmRequests.New(0xc9, Both, "MODE_REVOKE_LEASE", 4, Master, DrmIoctls.NotSupported),
        DrmRequests.New(0xce, Both, "MODE_GETFB2", 104, None, DrmIoctls.Invalid),
        DrmRequests.New(0xd0, Both, "MODE_CLOSEFB", 8, None, DrmIoctls.NotSupported),
    ];
}
