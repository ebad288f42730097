using System.Management.Automation;
using Panthor.Driver.Uapi;

namespace PanthorPS;

/// <summary>Opens another client on a device, as a process that opens the DRM file does.</summary>
/// <remarks>
/// Buffers and VMs belong to the client that made them. A new device has one client already; the other commands use
/// that one unless -Client or an object names another.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $app = New-GpuClient -Name app; New-GpuVm -Client $app</code>
/// Opens a second client and creates a VM in it.
/// </example>
/// <seealso cref="GetGpuClientCommand"/>
/// <seealso cref="RemoveGpuClientCommand"/>
[Cmdlet(VerbsCommon.New, "GpuClient")]
[OutputType(typeof(GpuClient))]
public sealed class NewGpuClientCommand : PipedDeviceCmdlet
{
    /// <summary>A name for the client; by default client and its number.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Lets the client make groups of high and real-time priority, as CAP_SYS_NICE does.</summary>
    [Parameter]
    public SwitchParameter Privileged { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        var options = new DrmFileOptions
        {
            Capabilities = Privileged ? ClientCapabilities.SysNice : ClientCapabilities.None,
        };
        DrmFile file = Check(
            Run(device, "open", () => DrmFile.OpenAsync(device.Machine.Device, options)), "Opening a client", device);
        int id = device.NextClientId();
        var client = new GpuClient(device, file, id, Name ?? $"client{id}");
        device.Add(client);
        WriteObject(client);
    }
}
