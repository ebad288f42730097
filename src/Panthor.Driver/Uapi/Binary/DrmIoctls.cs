using System;
using System.Text;
using Panthor.Kernel;
using static Panthor.Driver.Uapi.Binary.DrmLayouts;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>The ioctls of the DRM core in binary, syncobjs apart (<c>drm_ioctl.c</c>, <c>drm_gem.c</c>).</summary>
internal static class DrmIoctls
{
    /// <summary>Longest name that a client can give itself, in bytes (<c>DRM_CLIENT_NAME_MAX_LEN</c>).</summary>
    public const ulong ClientNameMaxLen = 64;

    private const ulong DRM_CAP_PRIME = 0x5;
    private const ulong DRM_CAP_TIMESTAMP_MONOTONIC = 0x6;
    private const ulong DRM_CAP_SYNCOBJ = 0x13;
    private const ulong DRM_CAP_SYNCOBJ_TIMELINE = 0x14;
    private const ulong DRM_PRIME_CAP_IMPORT_AND_EXPORT = 0x3;

    // DRM_IF_MAJOR, DRM_IF_MINOR: the version of the interface of the core.
    private const int InterfaceMajor = 1;
    private const int InterfaceMinor = 4;

    public static async KTask<KernelResult> VersionAsync(DrmFile file, IoctlData data)
    {
        data.Set(DrmLayouts.Version.VersionMajor, DrmDevice.DriverMajor);
        data.Set(DrmLayouts.Version.VersionMinor, DrmDevice.DriverMinor);
        data.Set(DrmLayouts.Version.VersionPatchlevel, 0);
        KernelResult result = await CopyFieldAsync(
            file, data, DrmLayouts.Version.Name, DrmLayouts.Version.NameLen, DrmDevice.DriverName);
        if (result.IsOk)
        {
            result = await CopyFieldAsync(file, data, DrmLayouts.Version.Date, DrmLayouts.Version.DateLen, "0");
        }

        return result.IsOk
            ? await CopyFieldAsync(
                file, data, DrmLayouts.Version.Desc, DrmLayouts.Version.DescLen, DrmDevice.DriverDescription)
            : result;
    }

    public static KTask<KernelResult> GetCap(DrmFile file, IoctlData data)
    {
        data.Set(DrmLayouts.GetCap.Value, 0UL);
        ulong capability = data.U64(DrmLayouts.GetCap.Capability);
        ulong? value = capability switch
        {
            DRM_CAP_TIMESTAMP_MONOTONIC or DRM_CAP_SYNCOBJ or DRM_CAP_SYNCOBJ_TIMELINE => 1,
            DRM_CAP_PRIME => DRM_PRIME_CAP_IMPORT_AND_EXPORT,
            _ => null,
        };
        if (value is null)
        {
            return Fail(Errno.EOPNOTSUPP, $"capability 0x{capability:x} is one of displays, or unknown");
        }

        data.Set(DrmLayouts.GetCap.Value, value.Value);
        return Ok();
    }

    public static async KTask<KernelResult> SetClientNameAsync(DrmFile file, IoctlData data)
    {
        ulong length = data.U64(SetClientName.NameLen);
        if (length > ClientNameMaxLen)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"the name has {length} bytes; at most {ClientNameMaxLen} are allowed");
        }

        if (length == 0)
        {
            file.ClientName = null;
            return KernelResult.Ok;
        }

        byte[] name = new byte[length];
        KernelResult result = await file.Memory.CopyFromUserAsync(data.U64(SetClientName.Name), name);
        if (result.IsOk && name.AsSpan().ContainsAnyExceptInRange((byte)0x21, (byte)0x7e))
        {
            return KernelResult.Fail(Errno.EINVAL, "the name has bytes that are not printable, or spaces");
        }

        if (result.IsOk)
        {
            file.ClientName = Encoding.ASCII.GetString(name);
        }

        return result;
    }

    public static KTask<KernelResult> GemClose(DrmFile file, IoctlData data) =>
        KTask.FromResult(file.GemClose(data.U32(DrmLayouts.GemClose.Handle)));

    public static KTask<KernelResult> GemFlink(DrmFile file, IoctlData data)
    {
        KernelResult<uint> name = file.GemFlink(data.U32(DrmLayouts.GemFlink.Handle));
        if (name.IsOk)
        {
            data.Set(DrmLayouts.GemFlink.Name, name.Value);
        }

        return KTask.FromResult(name.WithoutValue());
    }

    public static KTask<KernelResult> GemOpen(DrmFile file, IoctlData data)
    {
        KernelResult<DrmPanthorBo> buffer = file.GemOpen(data.U32(DrmLayouts.GemOpen.Name));
        if (buffer.IsOk)
        {
            data.Set(DrmLayouts.GemOpen.Handle, buffer.Value.Handle);
            data.Set(DrmLayouts.GemOpen.Size, buffer.Value.Size);
        }

        return KTask.FromResult(buffer.WithoutValue());
    }

    public static KTask<KernelResult> HandleToFd(DrmFile file, IoctlData data)
    {
        KernelResult<int> fd = file.PrimeHandleToFd(data.U32(PrimeHandle.Handle), data.U32(PrimeHandle.Flags));
        if (fd.IsOk)
        {
            data.Set(PrimeHandle.Fd, fd.Value);
        }

        return KTask.FromResult(fd.WithoutValue());
    }

    public static async KTask<KernelResult> FdToHandleAsync(DrmFile file, IoctlData data)
    {
        KernelResult<uint> handle = await file.PrimeFdToHandleAsync(data.S32(PrimeHandle.Fd));
        if (handle.IsOk)
        {
            data.Set(PrimeHandle.Handle, handle.Value);
        }

        return handle.WithoutValue();
    }

    public static KTask<KernelResult> GetUniqueAsync(DrmFile file, IoctlData data) =>
        CopyUniqueAsync(file, data, Encoding.ASCII.GetBytes(file.MasterUnique));

    public static KTask<KernelResult> GetMagic(DrmFile file, IoctlData data)
    {
        data.Set(Auth.Magic, file.GetMagic());
        return Ok();
    }

    public static KTask<KernelResult> AuthMagic(DrmFile file, IoctlData data) =>
        KTask.FromResult(file.AuthMagic(data.U32(Auth.Magic)));

    /// <summary>drm_getclient: what is left of it only tells a client of itself.</summary>
    public static KTask<KernelResult> GetClient(DrmFile file, IoctlData data)
    {
        const ulong OverflowUid = 65534;
        int index = data.S32(Client.Idx);
        if (index != 0)
        {
            return Fail(Errno.EINVAL, $"client {index} is not told of");
        }

        data.Set(Client.Auth, file.IsAuthenticated ? 1 : 0);
        data.Set(Client.Pid, (ulong)(file.Device.Simulation.Current?.Id ?? 0));
        data.Set(Client.Uid, OverflowUid);
        data.Set(Client.Magic, 0UL);
        data.Set(Client.Iocs, 0UL);
        return Ok();
    }

    public static KTask<KernelResult> GetStats(DrmFile file, IoctlData data)
    {
        data.Bytes.Span.Clear();
        return Ok();
    }

    public static KTask<KernelResult> SetVersion(DrmFile file, IoctlData data)
    {
        int major = data.S32(DrmLayouts.SetVersion.DiMajor);
        int minor = data.S32(DrmLayouts.SetVersion.DiMinor);
        int driverMajor = data.S32(DrmLayouts.SetVersion.DdMajor);
        int driverMinor = data.S32(DrmLayouts.SetVersion.DdMinor);
        bool isKnown = major == -1 || (major == InterfaceMajor && minor is >= 0 and <= InterfaceMinor);
        if (isKnown && major != -1 && minor >= 1)
        {
            file.SetBusId();
        }

        isKnown &= driverMajor == -1
            || (driverMajor == DrmDevice.DriverMajor && driverMinor is >= 0 and <= DrmDevice.DriverMinor);
        data.Set(DrmLayouts.SetVersion.DiMajor, InterfaceMajor);
        data.Set(DrmLayouts.SetVersion.DiMinor, InterfaceMinor);
        data.Set(DrmLayouts.SetVersion.DdMajor, DrmDevice.DriverMajor);
        data.Set(DrmLayouts.SetVersion.DdMinor, DrmDevice.DriverMinor);
        return isKnown
            ? Ok()
            : Fail(Errno.EINVAL, $"version {major}.{minor} of the core or {driverMajor}.{driverMinor} of the driver");
    }

    public static KTask<KernelResult> SetMaster(DrmFile file, IoctlData data) => KTask.FromResult(file.SetMaster());

    public static KTask<KernelResult> DropMaster(DrmFile file, IoctlData data) => KTask.FromResult(file.DropMaster());

    /// <summary>drm_noop.</summary>
    public static KTask<KernelResult> Nothing(DrmFile file, IoctlData data) => Ok();

    /// <summary>drm_invalid_op, and MODE_GETFB2 of a driver without displays.</summary>
    public static KTask<KernelResult> Invalid(DrmFile file, IoctlData data) =>
        Fail(Errno.EINVAL, "the request does nothing any more");

    /// <summary>What a driver without displays answers.</summary>
    public static KTask<KernelResult> NotSupported(DrmFile file, IoctlData data) =>
        Fail(Errno.EOPNOTSUPP, "the device has no display");

    private static KTask<KernelResult> Ok() => KTask.FromResult(KernelResult.Ok);

    private static KTask<KernelResult> Fail(Errno errno, string check) =>
        KTask.FromResult(KernelResult.Fail(errno, check));

    private static async KTask<KernelResult> CopyUniqueAsync(DrmFile file, IoctlData data, byte[] unique)
    {
        KernelResult result = data.U64(Unique.UniqueLen) >= (ulong)unique.Length
            ? await file.Memory.CopyToUserAsync(data.U64(Unique.Name), unique)
            : KernelResult.Ok;
        if (result.IsOk)
        {
            data.Set(Unique.UniqueLen, (ulong)unique.Length);
        }

        return result;
    }

    /// <summary>drm_copy_field: as much of a text as there is room for, and how long it is.</summary>
    private static KTask<KernelResult> CopyFieldAsync(
        DrmFile file, IoctlData data, UapiField pointer, UapiField length, string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        int count = (int)Math.Min(data.U64(length), (ulong)bytes.Length);
        data.Set(length, (ulong)bytes.Length);
        ulong address = data.U64(pointer);
        return count != 0 && address != 0
            ? file.Memory.CopyToUserAsync(address, bytes.AsMemory(0, count))
            : Ok();
    }
}
