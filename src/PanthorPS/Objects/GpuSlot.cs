using System.Collections.Generic;
using Panthor.Driver.Scheduling;

namespace PanthorPS;

/// <summary>A slot of the firmware, on which a group can run. All properties are live.</summary>
public sealed class GpuSlot
{
    private readonly PanthorCsgSlot _engine;

    internal GpuSlot(GpuDevice device, PanthorCsgSlot engine)
    {
        Device = device;
        _engine = engine;
    }

    /// <summary>Number of the slot, from 0.</summary>
    public int Index => _engine.Index;

    /// <summary>The group on it; null if it is free.</summary>
    public GpuGroup? Group => _engine.Group is { } group ? Device.Wrap(group) : null;

    /// <summary>Its priority among the slots, 0 to 15: 15 goes first. 0 if it is free.</summary>
    public int Priority => _engine.Group is null ? 0 : (int)_engine.Priority;

    /// <summary>What it is at, as the driver last heard.</summary>
    public GpuSlotState State => _engine.Group switch
    {
        null => GpuSlotState.Free,
        { CanRun: false } => GpuSlotState.Leaving,
        { IsIdle: false } => GpuSlotState.Busy,
        { BlockedQueues: not 0 } => GpuSlotState.Blocked,
        _ => GpuSlotState.Idle,
    };

    /// <summary>The VM of its group; null if it is free.</summary>
    public GpuVm? Vm => Group?.Vm;

    /// <summary>The address space of its group; -1 if it is free.</summary>
    public int AddressSpace => _engine.Group?.Vm.AsId ?? -1;

    /// <summary>The queues of its group.</summary>
    public IReadOnlyList<GpuQueue> Queues => Group?.Queues ?? [];

    /// <summary>The device.</summary>
    public GpuDevice Device { get; }

    /// <inheritdoc/>
    public override string ToString() => $"slot {Index}";
}
