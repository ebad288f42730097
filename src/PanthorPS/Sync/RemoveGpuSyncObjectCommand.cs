using System.Management.Automation;

namespace PanthorPS;

/// <summary>Gives the handle of a synchronisation object back (SYNCOBJ_DESTROY).</summary>
/// <remarks>Work that was submitted with it goes on.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuSyncObject | Remove-GpuSyncObject</code>
/// Creates a synchronisation object and destroys it.
/// </example>
/// <seealso cref="NewGpuSyncObjectCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuSyncObject", SupportsShouldProcess = true)]
[OutputType(typeof(GpuSyncObject))]
[OutputType(typeof(GpuTask))]
public sealed class RemoveGpuSyncObjectCommand : SyncObjectCmdlet
{
    /// <summary>Returns what was destroyed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(SyncObject, given =>
    {
        GpuSyncObject sync = Resolve(given);
        if (ShouldProcess(sync.ToString(), "Destroy"))
        {
            CallAtOnce(
                sync.Client,
                () => sync.Client.File.Call(() => sync.Client.File.Syncobjs.Destroy(sync.Handle)),
                result => Checked(result, "SYNCOBJ_DESTROY", sync),
                PassThru);
        }
    });
}
