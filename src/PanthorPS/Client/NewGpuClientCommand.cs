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
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuClient root -Privileged | Get-GpuDeviceInfo GroupPriorities</code>
/// Opens a client whose groups may have any priority.
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

    /// <summary>The process has CAP_SYS_NICE and CAP_SYS_ADMIN: its groups may have any priority.</summary>
    [Parameter]
    public SwitchParameter Privileged { get; set; }

    /// <summary>
    /// The device node that it opens: Render, as those who draw do, or Primary, whose first client becomes the master.
    /// </summary>
    [Parameter]
    public DrmNode Node { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        int id = device.NextClientId();
        string name = Name ?? $"client{id}";
        var options = new DrmFileOptions
        {
            Node = Node,
            Capabilities = Privileged ? ClientCapabilities.SysNice | ClientCapabilities.SysAdmin : ClientCapabilities.None,
            ProcessName = name,
        };
        DrmFile file = Check(
            Run(device, "open", () => DrmFile.OpenAsync(device.Machine.Device, options)), "Opening a client", device);
        var client = new GpuClient(device, file, id, name);
        device.Add(client);
        WriteObject(client);
    }
}
