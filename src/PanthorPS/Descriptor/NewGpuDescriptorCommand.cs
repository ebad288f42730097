using System.Management.Automation;
using Panthor.Driver.Sync;

namespace PanthorPS;

/// <summary>Opens a counter of events in a client's process (eventfd()).</summary>
/// <remarks>
/// The request SYNCOBJ_EVENTFD has the driver count an event there when a point of a synchronisation object is
/// signalled.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $sync = New-GpuSyncObject; $event = New-GpuDescriptor -EventCounter
/// $null = Invoke-GpuIoctl SYNCOBJ_EVENTFD -Value @{ handle = $sync.Handle; fd = $event.Descriptor }
/// Set-GpuSyncObject $sync; $event.Count</code>
/// Counts that a synchronisation object was signalled.
/// </example>
/// <seealso cref="GetGpuDescriptorCommand"/>
[Cmdlet(VerbsCommon.New, "GpuDescriptor")]
[OutputType(typeof(GpuDescriptor))]
public sealed class NewGpuDescriptorCommand : PipedClientCmdlet
{
    /// <summary>Opens a counter of events.</summary>
    [Parameter(Mandatory = true)]
    public SwitchParameter EventCounter { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        var counter = new EventFd(client.Device.Machine.Simulation);
        int descriptor = Check(client.File.Files.Install(counter), "eventfd", client);
        WriteObject(new GpuDescriptor(client, descriptor, counter));
    }
}
