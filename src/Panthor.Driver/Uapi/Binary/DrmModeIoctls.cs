using System.Buffers.Binary;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>
/// The few ioctls of displays that look at their argument, or write to it, before they find out that there is none.
/// </summary>
internal static class DrmModeIoctls
{
    // struct drm_mode_create_dumb: handle, pitch and size are the driver's to fill in. drm_mode_map_dumb: offset.
    private const int CreateDumbHandle = 16;
    private const int CreateDumbEnd = 32;
    private const int MapDumbOffset = 8;
    private const int MapDumbEnd = 16;

    // struct drm_mode_list_lessees and struct drm_mode_get_lease.
    private const int LeasePad = 4;

    /// <summary>drm_mode_create_dumb_ioctl.</summary>
    public static KTask<KernelResult> CreateDumb(DrmFile file, IoctlData data)
    {
        data.Bytes.Span[CreateDumbHandle..CreateDumbEnd].Clear();
        return NoDumbBuffers();
    }

    /// <summary>drm_mode_mmap_dumb_ioctl.</summary>
    public static KTask<KernelResult> MapDumb(DrmFile file, IoctlData data)
    {
        data.Bytes.Span[MapDumbOffset..MapDumbEnd].Clear();
        return NoDumbBuffers();
    }

    /// <summary>drm_mode_destroy_dumb_ioctl.</summary>
    public static KTask<KernelResult> DestroyDumb(DrmFile file, IoctlData data) => NoDumbBuffers();

    /// <summary>drm_mode_list_lessees_ioctl, drm_mode_get_lease_ioctl: the padding is looked at first.</summary>
    public static KTask<KernelResult> Lease(DrmFile file, IoctlData data)
    {
        uint pad = BinaryPrimitives.ReadUInt32LittleEndian(data.Bytes.Span[LeasePad..]);
        return pad == 0
            ? DrmIoctls.NotSupported(file, data)
            : KTask.FromResult(KernelResult.Fail(Errno.EINVAL, $"pad 0x{pad:x} must be 0"));
    }

    private static KTask<KernelResult> NoDumbBuffers() =>
        KTask.FromResult(KernelResult.Fail(Errno.ENOSYS, "the device has no dumb buffers"));
}
