using System.Management.Automation;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>
/// Signals synchronisation objects from the CPU (SYNCOBJ_SIGNAL), or a point of timelines (SYNCOBJ_TIMELINE_SIGNAL).
/// </summary>
/// <remarks>
/// A binary object gets a signalled fence instead of the one that it has. A timeline gets a further point, which counts
/// as signalled once the points before it are.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $s = New-GpuSyncObject; Set-GpuSyncObject $s; $s.IsSignaled</code>
/// Signals a binary object.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $t = New-GpuSyncObject -Timeline; Set-GpuSyncObject $t 5 -PassThru</code>
/// Signals point 5 of a timeline.
/// </example>
/// <seealso cref="ResetGpuSyncObjectCommand"/>
/// <seealso cref="WaitGpuSyncObjectCommand"/>
[Cmdlet(VerbsCommon.Set, "GpuSyncObject", SupportsShouldProcess = true)]
[OutputType(typeof(GpuSyncObject))]
[OutputType(typeof(GpuTask))]
public sealed class SetGpuSyncObjectCommand : SyncObjectCmdlet
{
    /// <summary>The point of the timeline. By default the one after the last that was submitted.</summary>
    [Parameter(Position = 1)]
    public ulong Point { get; set; }

    /// <summary>Returns the objects.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(SyncObject, given =>
    {
        GpuSyncObject sync = Resolve(given);
        ulong point = IsBound(nameof(Point)) ? Point : sync.LastSubmittedPoint + 1;
        if (!sync.IsTimeline && IsBound(nameof(Point)))
        {
            throw new ErrnoException(
                Errno.EINVAL, "SYNCOBJ_TIMELINE_SIGNAL", $"{sync} is binary: it has no point {Point}") { Target = sync };
        }

        if (ShouldProcess(sync.IsTimeline ? $"{sync} at {point}" : sync.ToString(), "Signal"))
        {
            SyncobjTable table = sync.Client.File.Syncobjs;
            CallAtOnce(
                sync.Client,
                () => sync.Client.File.Call(() => sync.IsTimeline
                    ? table.TimelineSignal([sync.Handle], [point])
                    : table.Signal([sync.Handle])),
                result => Checked(
                    result, sync.IsTimeline ? "SYNCOBJ_TIMELINE_SIGNAL" : "SYNCOBJ_SIGNAL", sync),
                PassThru);
        }
    });
}
