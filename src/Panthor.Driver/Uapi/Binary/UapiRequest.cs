using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>A request that a client can make of the device (<c>struct drm_ioctl_desc</c>).</summary>
public sealed class UapiRequest
{
    /// <summary>The bit of a request number that says: the argument is read (<c>IOC_IN</c>).</summary>
    public const uint IocIn = 1u << 30;

    /// <summary>The bit of a request number that says: the argument is written (<c>IOC_OUT</c>).</summary>
    public const uint IocOut = 1u << 31;

    internal UapiRequest(
        string name,
        string prefix,
        uint number,
        UapiStruct? layout,
        DrmIoctlFlags flags,
        Func<DrmFile, IoctlData, KTask<KernelResult>> handler)
    {
        Name = name;
        CName = prefix + name;
        Number = number;
        Struct = layout;
        Flags = flags;
        Handler = handler;
    }

    /// <summary>The short name: <c>VM_BIND</c>.</summary>
    public string Name { get; }

    /// <summary>The name in C: <c>DRM_IOCTL_PANTHOR_VM_BIND</c>.</summary>
    public string CName { get; }

    /// <summary>The number for <c>ioctl()</c>, with direction and size of the argument.</summary>
    public uint Number { get; }

    /// <summary>The number without them: an index among all requests of the device.</summary>
    public uint Index => Number & 0xff;

    /// <summary>Bytes of the argument as the driver knows it.</summary>
    public int Size => SizeOf(Number);

    /// <summary>The layout of the argument; null for the requests of displays, which panthor has none of.</summary>
    public UapiStruct? Struct { get; }

    /// <summary>Who may make the request.</summary>
    public DrmIoctlFlags Flags { get; }

    internal Func<DrmFile, IoctlData, KTask<KernelResult>> Handler { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Bytes of the argument that a request number speaks of (<c>_IOC_SIZE()</c>).</summary>
    internal static int SizeOf(uint number) => (int)(number >> 16 & 0x3fff);

    /// <summary>Makes a request number (<c>_IOC()</c>).</summary>
    internal static uint Encode(uint direction, uint index, int size) =>
        direction | (uint)size << 16 | UapiRequests.IoctlBase << 8 | index;
}
