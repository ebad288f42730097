using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>An operation under way in the <see cref="EndpointPool"/>, which uses these objects again.</summary>
internal sealed class EndpointOperation(EndpointPool pool) : ISimEvent
{
    private EventHandle _event;

    /// <summary>Whose it is.</summary>
    public GroupSlot Group { get; private set; } = null!;

    /// <summary>What it is.</summary>
    public CsOperation Operation { get; private set; } = null!;

    /// <summary>The priority of its stream in the group.</summary>
    public uint StreamPriority => Group.Streams[Operation.Stream.Index].Priority;

    /// <summary>The core or tiler that it has; −1 for none.</summary>
    public int Unit { get; set; } = -1;

    /// <summary>It waits for a unit.</summary>
    public bool IsQueued { get; set; }

    /// <summary>It waits for a locked region.</summary>
    public bool IsStalled { get; set; }

    /// <summary>It takes all cores down with it (fault point Unrecoverable).</summary>
    public bool EndsUnrecoverably { get; set; }

    public void Begin(GroupSlot group, CsOperation operation)
    {
        Group = group;
        Operation = operation;
        Unit = -1;
        IsQueued = false;
        IsStalled = false;
        EndsUnrecoverably = false;
    }

    /// <summary>Schedules its next step, unless one is to come already.</summary>
    public void Schedule(Duration delay)
    {
        if (!pool.Firmware.Simulation.IsScheduled(_event))
            _event = pool.Firmware.Simulation.Schedule(delay, this);
    }

    /// <summary>It is over: nothing more comes.</summary>
    public void End()
    {
        pool.Firmware.Simulation.Cancel(_event);
        _event = default;
        Group = null!;
        Operation = null!;
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        if (!pool.Firmware.IsHung)
            pool.Step(this);
    }
}
