using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>All requests that a client can make of the device: those of the DRM core and those of panthor.</summary>
public static class UapiRequests
{
    /// <summary>The letter of all requests (<c>DRM_IOCTL_BASE</c>).</summary>
    internal const uint IoctlBase = 'd';

    private const uint CommandBase = 0x40;
    private const uint CommandEnd = 0xa0;
    private const uint CoreCount = 0xd3;

    private static readonly UapiRequest?[] s_core = new UapiRequest?[CoreCount];
    private static readonly UapiRequest?[] s_driver = new UapiRequest?[PanthorRequests.All.Length];

    static UapiRequests()
    {
        List<UapiRequest> all = [];
        foreach (UapiRequest request in PanthorRequests.All)
        {
            s_driver[request.Index - CommandBase] = request;
            all.Add(request);
        }

        foreach (UapiRequest request in DrmRequests.All)
        {
            s_core[request.Index] = request;
            all.Add(request);
        }

        All = all;
    }

    /// <summary>All requests: panthor's, then those of the core.</summary>
    public static IReadOnlyList<UapiRequest> All { get; }

    /// <summary>The request of a name: <c>VM_BIND</c> or <c>DRM_IOCTL_PANTHOR_VM_BIND</c>, in any case; or null.</summary>
    public static UapiRequest? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (UapiRequest request in All)
        {
            if (string.Equals(request.Name, name, StringComparison.OrdinalIgnoreCase)
                || string.Equals(request.CName, name, StringComparison.OrdinalIgnoreCase))
            {
                return request;
            }
        }

        return null;
    }

    /// <summary>
    /// The request of a number (the look-up of <c>drm_ioctl()</c>); size and direction in it need not be the driver's.
    /// </summary>
    /// <returns>
    /// <see cref="Errno.ENOTTY"/> for another letter, <see cref="Errno.EINVAL"/> if there is no such request.
    /// </returns>
    public static KernelResult<UapiRequest> Find(uint number)
    {
        uint letter = number >> 8 & 0xff;
        if (letter != IoctlBase)
        {
            return KernelResult.Fail(Errno.ENOTTY, $"request 0x{number:x8} is of type 0x{letter:x2}, not 'd'");
        }

        uint index = number & 0xff;
        bool isDriver = index is >= CommandBase and < CommandEnd;
        UapiRequest?[] table = isDriver ? s_driver : s_core;
        uint place = isDriver ? index - CommandBase : index;
        return place < (uint)table.Length && table[place] is { } request
            ? request
            : KernelResult.Fail(Errno.EINVAL, $"request 0x{number:x8}: there is no request 0x{index:x2}");
    }
}
