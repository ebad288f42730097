using System;

namespace Panthor.Hardware;

/// <summary>
/// The clocks and the power domain of a device, as a driver switches them (<c>clk_prepare_enable()</c> and the power
/// domain behind runtime power management). A board comes up with everything on.
/// </summary>
public sealed class PlatformPower
{
    private readonly Action _lost;

    internal PlatformPower(Action lost) => _lost = lost;

    /// <summary>True while the device has power and clocks.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>The device comes back, with its registers as after a hard reset.</summary>
    public void TurnOn() => IsOn = true;

    /// <summary>The device loses all it knows. Accesses to its registers go nowhere until it is on again.</summary>
    public void TurnOff()
    {
        if (IsOn)
        {
            IsOn = false;
            _lost();
        }
    }
}
