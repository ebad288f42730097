using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Uapi.Binary;

namespace PanthorPS;

/// <summary>A request that a client can make of a device, by its number (an ioctl).</summary>
public sealed class GpuIoctlRequest
{
    internal GpuIoctlRequest(uint number, UapiRequest? known, bool isByName = false)
    {
        Number = number;
        Known = known;
        IsByName = isByName;
    }

    /// <summary>The short name: VM_BIND; empty for a number that means nothing.</summary>
    public string Name => Known?.Name ?? "";

    /// <summary>The name in C: DRM_IOCTL_PANTHOR_VM_BIND.</summary>
    public string CName => Known?.CName ?? "";

    /// <summary>The number for ioctl(), with direction and size of the argument.</summary>
    public uint Number { get; }

    /// <summary>Bytes of the argument, as the number says.</summary>
    public int Size => (int)(Number >> 16 & 0x3fff);

    /// <summary>Whether the argument is read, written, or both: R, W, RW.</summary>
    public string Direction => (Number >> 30) switch { 1 => "R", 2 => "W", 3 => "RW", _ => "" };

    /// <summary>Who may make the request: RenderAllow for clients of the render node as well.</summary>
    public DrmIoctlFlags Permission => Known?.Flags ?? DrmIoctlFlags.None;

    /// <summary>The structure of the argument: drm_panthor_vm_bind; empty if it is of displays.</summary>
    public string Structure => Known?.Struct?.Name ?? "";

    /// <summary>The fields of the argument in the order of their offsets.</summary>
    public IReadOnlyList<GpuIoctlField> Fields =>
        (Known?.Struct?.Fields ?? []).Select(known => new GpuIoctlField(known)).ToArray();

    internal UapiRequest? Known { get; }

    /// <summary>Whether it was named: then its size is that of the argument.</summary>
    internal bool IsByName { get; }

    /// <inheritdoc/>
    public override string ToString() => Known?.Name ?? $"0x{Number:x8}";
}
