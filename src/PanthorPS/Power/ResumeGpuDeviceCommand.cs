using System.Management.Automation;

namespace PanthorPS;

/// <summary>Wakes the machine of a GPU up that Suspend-GpuDevice put to sleep.</summary>
/// <remarks>
/// A GPU that was in use gets its power at once, and its groups go on where they were. One that nobody uses stays
/// Suspended until somebody does.
/// </remarks>
/// <example>
/// <code>$gpu = New-GpuDevice; $gpu | Suspend-GpuDevice -PassThru | Resume-GpuDevice</code>
/// Puts the machine to sleep and wakes it up.
/// </example>
/// <seealso cref="SuspendGpuDeviceCommand"/>
[Cmdlet(VerbsLifecycle.Resume, "GpuDevice", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDevice), typeof(GpuTask))]
public sealed class ResumeGpuDeviceCommand : PipedDeviceCallCmdlet
{
    /// <summary>Returns the device.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (ShouldProcess($"{device}", "Wake up"))
        {
            Call(device, "resume", device.Machine.ResumeAsync, result => Checked(result, "Resume", device), PassThru);
        }
    }
}
