using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the synchronisation objects of a client.</summary>
/// <remarks>The objects are live: their properties tell the state at the moment when they are looked at.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuSyncObject -Signaled | Out-Null; Get-GpuSyncObject</code>
/// Lists all synchronisation objects of the first client.
/// </example>
/// <seealso cref="NewGpuSyncObjectCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuSyncObject")]
[OutputType(typeof(GpuSyncObject))]
public sealed class GetGpuSyncObjectCommand : PipedClientCmdlet
{
    /// <summary>Handles of the objects. By default all of them.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNullOrEmpty]
    public uint[]? Handle { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        if (Handle is null)
        {
            WriteObject(client.SyncObjects, true);
        }

        foreach (uint handle in Handle ?? [])
        {
            if (client.FindSyncObject(handle) is { } found)
            {
                WriteObject(found);
            }
            else
            {
                string check = $"syncobj handle {handle} does not exist in {client}";
                WriteError(ErrorRecords.Of(new ErrnoException(Errno.ENOENT, "Sync object lookup", check), handle));
            }
        }
    }
}
