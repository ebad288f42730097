using System.Management.Automation;
using Panthor.Driver.Device;

namespace PanthorPS;

/// <summary>Says what is measured of every job (the sysfs file profiling).</summary>
/// <remarks>Jobs that are submitted from now on are measured; Get-GpuStatistic shows the sums.</remarks>
/// <example>
/// <code>New-GpuDevice | Set-GpuProfiling -Measure All; Get-GpuStatistic | Format-List EngineNs, Cycles</code>
/// Has time and cycles measured.
/// </example>
/// <seealso cref="GetGpuStatisticCommand"/>
[Cmdlet(VerbsCommon.Set, "GpuProfiling", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDevice))]
public sealed class SetGpuProfilingCommand : PipedDeviceCmdlet
{
    /// <summary>What is measured: Disabled, Cycles, Timestamp, All.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public PanthorDeviceProfilingFlags Measure { get; set; }

    /// <summary>Returns the device.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (!ShouldProcess(device.ToString(), $"Measure {Measure}"))
        {
            return;
        }

        device.Machine.Device.ProfileMask = Measure;
        if (PassThru)
        {
            WriteObject(device);
        }
    }
}
