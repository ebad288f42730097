using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A fault that is injected into a device. All properties are live.</summary>
public sealed class GpuFaultInjection
{
    internal GpuFaultInjection(GpuDevice device, FaultInjection engine)
    {
        Device = device;
        Engine = engine;
    }

    /// <summary>Its number on the device, from 1.</summary>
    public int Id => Engine.Id;

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
    public GpuDevice Device { get; }

    internal FaultInjection Engine { get; }

    /// <inheritdoc/>
    public override string ToString() => $"fault {Id} ({Point})";
}
