using System.Management.Automation;

namespace PanthorPS;

/// <summary>Makes a device the current one.</summary>
/// <remarks>The other commands use the current device unless -Device or an object names another one.</remarks>
/// <example>
/// <code>$first = New-GpuDevice; $second = New-GpuDevice; Select-GpuDevice $first</code>
/// Goes back to the first device.
/// </example>
/// <seealso cref="GetGpuDeviceCommand"/>
[Cmdlet(VerbsCommon.Select, "GpuDevice")]
[OutputType(typeof(GpuDevice))]
public sealed class SelectGpuDeviceCommand : PipedDeviceCmdlet
{
    /// <summary>The device, or its number or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuDevice))]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNull]
    public override GpuDevice? Device { get; set; }

    /// <summary>Returns the device.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        Session.Select(device);
        if (PassThru)
        {
            WriteObject(device);
        }
    }
}
