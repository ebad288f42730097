using System.Management.Automation;

namespace PanthorPS;

/// <summary>A cmdlet that works on synchronisation objects.</summary>
public abstract class SyncObjectCmdlet : ClientCallCmdlet
{
    /// <summary>The synchronisation objects, or their handles.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuSyncObject))]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuSyncObject[] SyncObject { get; set; } = [];

    private protected override object? DefaultTarget => SyncObject.Length == 1 ? SyncObject[0] : SyncObject;
}
