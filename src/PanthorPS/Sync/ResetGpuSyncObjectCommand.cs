using System.Management.Automation;

namespace PanthorPS;

/// <summary>Empties synchronisation objects: they have no fence any more (SYNCOBJ_RESET).</summary>
/// <remarks>Who waits already goes on waiting for what it found. A timeline begins at 0 again.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $s = New-GpuSyncObject -Signaled; Reset-GpuSyncObject $s; $s.IsSignaled</code>
/// Takes the fence out of a signalled object.
/// </example>
/// <seealso cref="SetGpuSyncObjectCommand"/>
[Cmdlet(VerbsCommon.Reset, "GpuSyncObject", SupportsShouldProcess = true)]
[OutputType(typeof(GpuSyncObject))]
[OutputType(typeof(GpuTask))]
public sealed class ResetGpuSyncObjectCommand : SyncObjectCmdlet
{
    /// <summary>Returns the objects.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(SyncObject, given =>
    {
        GpuSyncObject sync = Resolve(given);
        if (ShouldProcess(sync.ToString(), "Reset"))
        {
            CallAtOnce(
                sync.Client,
                () => sync.Client.File.Call(() => sync.Client.File.Syncobjs.Reset([sync.Handle])),
                result => Checked(result, "SYNCOBJ_RESET", sync),
                PassThru);
        }
    });
}
