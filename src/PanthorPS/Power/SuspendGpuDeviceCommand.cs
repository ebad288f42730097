using System.Management.Automation;

namespace PanthorPS;

/// <summary>Puts the machine of a GPU to sleep, whatever it does.</summary>
/// <remarks>
/// <para>
/// The driver takes all groups off their slots, halts the firmware and switches the GPU off. Until Resume-GpuDevice
/// jobs wait, and a call that needs the GPU fails with EACCES.
/// </para>
/// <para>
/// That is the sleep of the whole system. By itself the driver suspends a GPU that nobody has used for 50 ms of
/// virtual time, and wakes it for the next user; the state of the device is Suspended then, too.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; Suspend-GpuDevice; (Get-GpuDevice).State; Resume-GpuDevice</code>
/// Puts the machine to sleep and wakes it up.
/// </example>
/// <seealso cref="ResumeGpuDeviceCommand"/>
/// <seealso cref="StepGpuDeviceCommand"/>
[Cmdlet(VerbsLifecycle.Suspend, "GpuDevice", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDevice), typeof(GpuTask))]
public sealed class SuspendGpuDeviceCommand : PipedDeviceCallCmdlet
{
    /// <summary>Returns the device.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (ShouldProcess($"{device}", "Put to sleep"))
        {
            Call(
                device,
                "suspend",
                device.Machine.SuspendAsync,
                result => Checked(result, "Suspend", device),
                PassThru);
        }
    }
}
