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
public sealed class ResetGpuDeviceCommand : PipedDeviceCallCmdlet
{
    /// <summary>Returns the device.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (ShouldProcess($"{device}", "Reset the GPU"))
        {
            Call(device, "reset", device.Machine.ResetAsync, result => Checked(result, "GPU reset", device), PassThru);
        }
    }
}
