using System;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>The one entry of all requests in binary (<c>drm_ioctl()</c>).</content>
public sealed partial class DrmFile
{
    private const int StackData = 128;

    /// <summary>Makes a request with an argument in the client's memory (<c>ioctl()</c>).</summary>
    /// <param name="request">The number, with direction and size of the argument as the client knows them.</param>
    /// <param name="argument">Address of the argument.</param>
    /// <returns>
    /// <see cref="Errno.EBADF"/> if the client is closed, <see cref="Errno.ENODEV"/> if the device has gone,
    /// <see cref="Errno.ENOTTY"/> for a number of something else, <see cref="Errno.EINVAL"/> for one that does not exist,
    /// <see cref="Errno.EFAULT"/> if the argument cannot be read or written, <see cref="Errno.EACCES"/> if the client may
    /// not make the request; else what the request returns. What it wrote is written even if it failed.
    /// </returns>
    public KTask<KernelResult> IoctlAsync(uint request, ulong argument) => IoctlAsync(request, argument, null);

    /// <summary>Makes a request with an argument that the caller keeps for the client (<c>ioctl()</c>).</summary>
    /// <param name="request">The number, with direction and size of the argument as the client knows them.</param>
    /// <param name="argument">The argument: as many bytes as the number says, or more.</param>
    /// <inheritdoc cref="IoctlAsync(uint, ulong)" path="/returns"/>
    public KTask<KernelResult> IoctlAsync(uint request, Memory<byte> argument) => IoctlAsync(request, 0, argument);

    private KTask<KernelResult> IoctlAsync(uint request, ulong address, Memory<byte>? buffer) =>
        CallAsync(() => ExecuteAsync(request, address, buffer));

    private async KTask<KernelResult> ExecuteAsync(uint number, ulong address, Memory<byte>? buffer)
    {
        KernelResult<UapiRequest> found = UapiRequests.Find(number);
        if (!found.IsOk)
        {
            return found.WithoutValue();
        }

        // The client may know an older or a newer argument than the driver: what it does not know is zero, and what the
        // driver does not know comes back as it was.
        UapiRequest request = found.Value;
        int size = UapiRequest.SizeOf(number);
        int inSize = (number & request.Number & UapiRequest.IocIn) != 0 ? size : 0;
        int outSize = (number & request.Number & UapiRequest.IocOut) != 0 ? size : 0;
        int kernelSize = Math.Max(Math.Max(inSize, outSize), request.Size);
        if (kernelSize > StackData && SyncFaultPoints.FailsToAllocate(
            Device.Simulation, "ioctl kdata", out KernelResult result))
        {
            return result;
        }

        byte[] data = new byte[kernelSize];
        result = await CopyInAsync(address, buffer, data.AsMemory(0, inSize));
        if (!result.IsOk)
        {
            return result;
        }

        result = Device.IsUnplugged ? DeviceGone() : Permit(request.Flags);
        if (result.IsOk)
        {
            result = await request.Handler(this, new IoctlData(data));
        }

        KernelResult copied = await CopyOutAsync(address, buffer, data.AsMemory(0, outSize));
        return copied.IsOk ? result : copied;
    }

    /// <summary>drm_ioctl_permit.</summary>
    private KernelResult Permit(DrmIoctlFlags flags)
    {
        bool isRender = Node == DrmNode.Render;
        if ((flags & DrmIoctlFlags.RootOnly) != 0 && (Capabilities & ClientCapabilities.SysAdmin) == 0)
        {
            return KernelResult.Fail(Errno.EACCES, "the request is for CAP_SYS_ADMIN alone");
        }

        if ((flags & DrmIoctlFlags.Auth) != 0 && !isRender && !IsAuthenticated)
        {
            return KernelResult.Fail(Errno.EACCES, "the client is not authenticated");
        }

        if ((flags & DrmIoctlFlags.Master) != 0 && !IsCurrentMaster)
        {
            return KernelResult.Fail(Errno.EACCES, "the request is for the master alone");
        }

        return (flags & DrmIoctlFlags.RenderAllow) == 0 && isRender
            ? KernelResult.Fail(Errno.EACCES, "the request is not for render clients")
            : KernelResult.Ok;
    }

    private KTask<KernelResult> CopyInAsync(ulong address, Memory<byte>? buffer, Memory<byte> data)
    {
        if (buffer is not { } argument)
        {
            return Memory.CopyFromUserAsync(address, data);
        }

        bool fits = argument.Length >= data.Length;
        if (fits)
        {
            argument[..data.Length].CopyTo(data);
        }

        return KTask.FromResult(fits ? KernelResult.Ok : TooShort(argument.Length, data.Length));
    }

    private KTask<KernelResult> CopyOutAsync(ulong address, Memory<byte>? buffer, Memory<byte> data)
    {
        if (buffer is not { } argument)
        {
            return Memory.CopyToUserAsync(address, data);
        }

        bool fits = argument.Length >= data.Length;
        data[..Math.Min(argument.Length, data.Length)].CopyTo(argument);
        return KTask.FromResult(fits ? KernelResult.Ok : TooShort(argument.Length, data.Length));
    }

    private static KernelResult TooShort(int length, int size) => KernelResult.Fail(
        Errno.EFAULT, $"the argument has {length} bytes, but the request's number says {size}");
}
