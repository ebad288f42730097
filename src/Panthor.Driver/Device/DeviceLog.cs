using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>The kernel log as the driver writes it: every line carries the driver and the device (<c>drm_err()</c> …).</summary>
public readonly struct DeviceLog
{
    private readonly KernelLog _log;
    private readonly string _prefix;

    /// <summary>Makes the log of a device.</summary>
    /// <param name="log">The machine's kernel log.</param>
    /// <param name="deviceName">The platform device's name, as in <c>fb000000.gpu</c>.</param>
    public DeviceLog(KernelLog log, string deviceName)
    {
        _log = log;
        _prefix = $"panthor {deviceName}: [drm] ";
    }

    /// <summary>An error (<c>drm_err()</c>).</summary>
    public void Error(string message) => _log.Error(_prefix + "*ERROR* " + message);

    /// <summary>A warning (<c>drm_warn()</c>).</summary>
    public void Warning(string message) => _log.Warning(_prefix + message);

    /// <summary>Information (<c>drm_info()</c>).</summary>
    public void Info(string message) => _log.Info(_prefix + message);
}
