using System.Management.Automation;

namespace PanthorPS;

/// <summary>Closes a client: its buffer handles go, then its VMs with all that is mapped.</summary>
/// <remarks>This is what the kernel does when a process closes the DRM file, or dies.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuClient -Name app | Remove-GpuClient</code>
/// Opens a client and closes it.
/// </example>
/// <seealso cref="NewGpuClientCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuClient", SupportsShouldProcess = true)]
[OutputType(typeof(GpuClient))]
public sealed class RemoveGpuClientCommand : DeviceCmdlet
{
    /// <summary>The clients, or their numbers or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuClient))]
    [ArgumentCompleter(typeof(ClientCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuClient[] Client { get; set; } = [];

    /// <summary>Returns what was closed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Client, given =>
    {
        GpuDevice device = given.IsReference || Device is not null ? TargetDevice : Resolve(given.Device);
        GpuClient client = Resolve(given, device);
        if (ShouldProcess($"{client} of {device}", "Close"))
        {
            Run(device, client.Name, () => client.File.CloseAsync());
            device.Forget(client);
            if (PassThru)
            {
                WriteObject(client);
            }
        }
    });
}
