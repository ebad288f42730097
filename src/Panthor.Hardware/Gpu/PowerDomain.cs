using System;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>Units that are switched on and off one by one: the shader cores, the tilers, the L2 caches.</summary>
internal sealed class PowerDomain(Simulation simulation, ulong present, Action changed) : ISimEvent
{
    private uint _generation;
    private ulong _goingOff;
    private ulong _goingOn;

    /// <summary>Units that exist.</summary>
    public ulong Present { get; } = present;

    /// <summary>Units that have power.</summary>
    public ulong Ready { get; private set; }

    /// <summary>Units on their way.</summary>
    public ulong Transitioning => _goingOn | _goingOff;

    /// <summary>Asks for units to be switched on; those on, or on their way, are not affected.</summary>
    public void PowerOn(ulong units)
    {
        ulong start = units & Present & ~Ready & ~Transitioning;
        if (start == 0)
            return;

        _goingOn |= start;
        simulation.Schedule(HardwareLatency.Draw(simulation, HardwareLatency.PowerTransition), this, _generation);
    }

    /// <summary>Asks for units to be switched off; they are gone at once and in transition until it is over.</summary>
    public void PowerOff(ulong units)
    {
        ulong start = units & Ready & ~Transitioning;
        if (start == 0)
            return;

        Ready &= ~start;
        _goingOff |= start;
        simulation.Schedule(HardwareLatency.Draw(simulation, HardwareLatency.PowerTransition), this, _generation);
    }

    /// <summary>Everything off, nothing under way.</summary>
    public void Reset()
    {
        _generation++;
        _goingOn = 0;
        _goingOff = 0;
        Ready = 0;
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        if (data != _generation || Transitioning == 0)
            return;

        Ready |= _goingOn;
        _goingOn = 0;
        _goingOff = 0;
        changed();
    }
}
