using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>
/// Power of the shader cores and tilers, which is the firmware's affair: on when a job needs them, off when none has
/// run on them for the time of CFG_POWEROFF_TIMER.
/// </summary>
internal sealed class EndpointPower(CsfFirmware firmware) : ISimEvent
{
    private EventHandle _timer;

    /// <summary>How long units without a job keep their power.</summary>
    public Duration PoweroffTime { get; set; }

    /// <summary>Whether a unit has power; if not, it is asked for, with all others that the job may use.</summary>
    /// <param name="isTiler">It is a tiler, else a core.</param>
    /// <param name="unit">Its number.</param>
    /// <param name="units">What is switched on.</param>
    public bool IsOn(bool isTiler, int unit, ulong units)
    {
        PowerDomain domain = isTiler ? firmware.Gpu.Tiler : firmware.Gpu.Shader;
        if ((domain.Ready >> unit & 1) != 0)
            return true;

        domain.PowerOn(units | 1UL << unit);
        return false;
    }

    /// <summary>A job has got a unit.</summary>
    public void Keep()
    {
        firmware.Simulation.Cancel(_timer);
        _timer = default;
    }

    /// <summary>No unit has a job any more.</summary>
    public void Release()
    {
        if (!firmware.Simulation.IsScheduled(_timer))
            _timer = firmware.Simulation.Schedule(PoweroffTime, this);
    }

    /// <summary>The MCU is off: it leaves no unit on.</summary>
    public void Drop()
    {
        Keep();
        TurnOff();
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        _timer = default;
        TurnOff();
    }

    private void TurnOff()
    {
        firmware.Gpu.Shader.PowerOff(ulong.MaxValue);
        firmware.Gpu.Tiler.PowerOff(ulong.MaxValue);
    }
}
