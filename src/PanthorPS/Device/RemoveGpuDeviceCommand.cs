using System.Management.Automation;

namespace PanthorPS;

/// <summary>
/// Removes a device: closes its clients, takes the GPU away from the driver and gives the memory back.
/// </summary>
/// <remarks>
/// What the driver leaves behind (pages, objects) is a leak: a finding, and a warning of this command. The reports are
/// in the warning, as the device's findings go with it.
/// </remarks>
/// <example>
/// <code>New-GpuDevice -Name lab | Remove-GpuDevice</code>
/// Creates a device and removes it.
/// </example>
/// <seealso cref="NewGpuDeviceCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuDevice", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDevice))]
public sealed class RemoveGpuDeviceCommand : GpuCmdlet
{
    /// <summary>The devices, or their numbers or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuDevice))]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuDevice[] Device { get; set; } = [];

    /// <summary>Returns what was removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        foreach (GpuDevice given in Device)
        {
            GpuDevice device = Resolve(given);
            if (ShouldProcess(device.ToString(), "Remove"))
            {
                Remove(device);
                if (PassThru)
                {
                    WriteObject(device);
                }
            }
        }
    }

    private void Remove(GpuDevice device)
    {
        try
        {
            foreach (GpuClient client in device.Clients)
            {
                Run(device, client.Name, () => client.File.CloseAsync());
            }

            Run(device, machine => machine.Remove());
        }
        finally
        {
            Session.Remove(device);
            device.Discard();
        }
    }
}
