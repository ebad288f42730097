using System.Management.Automation;
using Panthor.Driver.Sync;

namespace PanthorPS;

/// <summary>Creates a synchronisation object (SYNCOBJ_CREATE).</summary>
/// <remarks>
/// Work that is submitted with -Signal signals it when it is done; work with -Wait waits for it. A binary object is
/// signalled or not; a timeline counts points, which <c>$timeline.At(3)</c> names.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $done = New-GpuSyncObject; $done.IsSignaled</code>
/// Creates a binary object: nothing has signalled it.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $t = New-GpuSyncObject -Timeline; Set-GpuSyncObject $t -Point 3; $t.Point</code>
/// Creates a timeline and signals a point of it.
/// </example>
/// <seealso cref="WaitGpuSyncObjectCommand"/>
/// <seealso cref="SetGpuSyncObjectCommand"/>
/// <seealso cref="InvokeVmBindCommand"/>
[Cmdlet(VerbsCommon.New, "GpuSyncObject")]
[OutputType(typeof(GpuSyncObject))]
[OutputType(typeof(GpuTask))]
public sealed class NewGpuSyncObjectCommand : PipedClientCallCmdlet
{
    /// <summary>It counts points.</summary>
    [Parameter]
    public SwitchParameter Timeline { get; set; }

    /// <summary>It is signalled from the beginning.</summary>
    [Parameter]
    public SwitchParameter Signaled { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        uint flags = Signaled ? DrmSyncobjFlags.DRM_SYNCOBJ_CREATE_SIGNALED : 0;
        bool isTimeline = Timeline;
        CallAtOnce(
            client,
            () => client.File.Call(() => client.File.Syncobjs.Create(flags)),
            handle => client.AddSyncObject(Check(handle, "SYNCOBJ_CREATE", client), isTimeline));
    }
}
