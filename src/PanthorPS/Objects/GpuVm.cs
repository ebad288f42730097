using System;
using Panthor.Driver.Mmu;

namespace PanthorPS;

/// <summary>A GPU virtual address space of a client. All properties are live.</summary>
public sealed class GpuVm
{
    private readonly GpuClient? _client;
    private readonly PanthorVm? _engine;

    internal GpuVm(GpuClient client, uint id, PanthorVm engine)
    {
        _client = client;
        _engine = engine;
        Id = id;
    }

    private GpuVm(uint id)
    {
        Id = id;
    }

    /// <summary>The client's handle of the VM, from 1.</summary>
    public uint Id { get; }

    /// <summary>Bytes of address space that belong to the user, from 0 on; the kernel has the rest.</summary>
    public ulong UserVaRange => Engine.UserVaRange;

    /// <summary>Whether it can be used.</summary>
    public GpuVmState State => IsDestroyed ? GpuVmState.Destroyed
        : Engine.IsUnusable ? GpuVmState.Unusable
        : GpuVmState.Usable;

    /// <summary>The address space slot of the GPU that it sits on; -1 if none.</summary>
    public int AddressSpace => IsDestroyed ? PanthorVm.NoAddressSpace : Engine.AsId;

    /// <summary>How many users keep it on its address space.</summary>
    public int ActiveCount => Engine.ActiveCount;

    /// <summary>How many ranges are mapped.</summary>
    public int MappingCount => IsDestroyed ? 0 : Engine.MappingCount;

    /// <summary>The region that the driver has locked against the GPU; null if none.</summary>
    public GpuRegion? LockedRegion =>
        Engine.LockedRegionSize == 0 ? null : new GpuRegion(Engine.LockedRegionStart, Engine.LockedRegionSize);

    /// <summary>True if a page fault happened since it was last made active.</summary>
    public bool HasUnhandledFault => Engine.UnhandledFault;

    /// <summary>The client.</summary>
    public GpuClient Client => _client ?? throw new InvalidOperationException("This is only a reference.");

    internal PanthorVm Engine => _engine ?? throw new InvalidOperationException("This is only a reference.");

    internal bool IsReference => _engine is null;

    private bool IsDestroyed => Engine.Destroyed;

    /// <inheritdoc/>
    public override string ToString() => $"VM {Id}";

    internal static GpuVm Reference(uint id) => new(id);
}
