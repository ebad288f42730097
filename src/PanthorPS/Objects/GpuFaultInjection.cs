using System;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A fault that is injected into a device. All properties are live.</summary>
public sealed class GpuFaultInjection
{
    private readonly GpuDevice? _device;
    private readonly FaultInjection? _engine;

    internal GpuFaultInjection(GpuDevice device, FaultInjection engine)
    {
        _device = device;
        _engine = engine;
        Id = engine.Id;
    }

    private GpuFaultInjection(int id)
    {
        Id = id;
    }

    /// <summary>Its number on the device, from 1.</summary>
    public int Id { get; }

    /// <summary>Where something fails.</summary>
    public string Point => Engine.Point.Name;

    /// <summary>How many passes go well first.</summary>
    public long After => Engine.After;

    /// <summary>How often it can still fire.</summary>
    public long Remaining => Engine.Remaining;

    /// <summary>How often it fired.</summary>
    public long Fired => Engine.Fired;

    /// <summary>With which probability a pass fails, from 0 to 1.</summary>
    public double Probability => Engine.ProbabilityPerMillion / 1e6;

    /// <summary>The error that it gives.</summary>
    public Errno Errno => Engine.Errno ?? Engine.Point.Errno;

    /// <summary>The device.</summary>
    public GpuDevice Device => _device ?? throw new InvalidOperationException("This is only a reference.");

    internal FaultInjection Engine => _engine ?? throw new InvalidOperationException("This is only a reference.");

    internal bool IsReference => _engine is null;

    /// <inheritdoc/>
    public override string ToString() => IsReference ? $"fault {Id}" : $"fault {Id} ({Point})";

    internal static GpuFaultInjection Reference(int id) => new(id);
}
