using System.Management.Automation;

namespace PanthorPS;

/// <summary>Resets a GPU, as the driver does when it hangs.</summary>
/// <remarks>
/// Whatever the GPU was doing is lost: groups on a slot end with an error, others go on. The firmware is loaded and
/// booted anew. A GPU without power is brought back first.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; Reset-GpuDevice; Get-GpuEvent panthor_reset*</code>
/// Resets the GPU and shows when that began and ended.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null
/// Add-GpuFault FirmwareBoot | Out-Null
/// Reset-GpuDevice -ErrorAction SilentlyContinue
/// (Get-GpuDevice).State</code>
/// The firmware does not come back: the driver gives the device up.
/// </example>
/// <seealso cref="SuspendGpuDeviceCommand"/>
/// <seealso cref="GetGpuFirmwareCommand"/>
[Cmdlet(VerbsCommon.Reset, "GpuDevice", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDevice), typeof(GpuTask))]
public sealed class ResetGpuDeviceCommand : PipedDeviceCmdlet
{
    private const string Operation = "GPU reset";

    /// <summary>Returns at once with a task: the reset runs when the device does.</summary>
    [Parameter]
    public SwitchParameter AsTask { get; set; }

    /// <summary>Returns the device.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (!ShouldProcess($"{device}", "Reset the GPU"))
        {
            return;
        }

        if (AsTask)
        {
            WriteObject(device.Start("reset", device.Machine.ResetAsync, result =>
            {
                Check(result, Operation, device);
                return null;
            }));
            return;
        }

        Check(Run(device, "reset", device.Machine.ResetAsync), Operation, device);
        if (PassThru)
        {
            WriteObject(device);
        }
    }
}
