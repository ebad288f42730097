using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Waits until a synchronisation object is signalled (SYNCOBJ_TIMELINE_WAIT). The machine runs meanwhile.</summary>
/// <remarks>
/// Several objects, also from the pipeline, are waited for in one call: for the first of them, or with -All for all.
/// The object that is signalled is returned, with -All all of them. An object without a fence is an error EINVAL unless
/// -ForSubmit is given.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 64KB; $done = New-GpuSyncObject
/// Invoke-VmBind $vm $b 0x400000 -Asynchronous -Signal $done
/// Wait-GpuSyncObject $done</code>
/// Queues a map and waits until it is done.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $t = New-GpuSyncObject -Timeline; Set-GpuSyncObject $t -Point 3
/// Wait-GpuSyncObject $t -Point 2 -Timeout 1ms</code>
/// Waits for a point of a timeline; Wait-GpuSyncObject $t.At(2) does the same.
/// </example>
/// <seealso cref="NewGpuSyncObjectCommand"/>
/// <seealso cref="SetGpuSyncObjectCommand"/>
[Cmdlet(VerbsLifecycle.Wait, "GpuSyncObject")]
[OutputType(typeof(GpuSyncObject))]
[OutputType(typeof(GpuTask))]
public sealed class WaitGpuSyncObjectCommand : ClientCallCmdlet
{
    private readonly List<GpuSyncObject> _all = [];
    private readonly List<ulong> _points = [];

    /// <summary>The synchronisation objects, their handles, or points of timelines, as in $timeline.At(6).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [GpuSync]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuSyncPoint[] SyncObject { get; set; } = [];

    /// <summary>
    /// The point of the timelines, one for all or one each. By default all that is submitted when the wait begins.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public ulong[]? Point { get; set; }

    /// <summary>Waits for all objects, not only for the first.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Waits also until there is something to wait for.</summary>
    [Parameter]
    public SwitchParameter ForSubmit { get; set; }

    /// <summary>How much virtual time to wait, by default 5 s; then the error is ETIME. 0 only looks.</summary>
    [Parameter]
    [VirtualDuration]
    public Duration Timeout { get; set; } = Duration.FromSeconds(5);

    private protected override object? DefaultTarget => SyncObject.Length == 1
        ? SyncObject[0].SyncObject
        : System.Array.ConvertAll(SyncObject, given => given.SyncObject);

    private protected override void Process() => ForEach(SyncObject, given =>
    {
        if (Point is not null && given.Point != 0)
        {
            Refuse(
                "GpuSyncPointTwice",
                ErrorCategory.InvalidArgument,
                $"{given} is a point already: -Point cannot name another.",
                given);
        }

        _all.Add(Resolve(given.SyncObject));
        _points.Add(given.Point);
    });

    private protected override void End()
    {
        if (_all.Count == 0)
        {
            return;
        }

        GpuClient client = _all[0].Client;
        if (_all.Find(sync => sync.Client != client) is { } other)
        {
            Refuse(
                "GpuClientMismatch",
                ErrorCategory.InvalidArgument,
                $"{other} belongs to {other.Client.Beside(client)}, {_all[0]} to {client.Beside(other.Client)}.",
                other);
        }

        if (Point is { Length: > 1 } && Point.Length != _all.Count)
        {
            Refuse(
                "GpuSyncPointCount",
                ErrorCategory.InvalidArgument,
                $"{Point.Length} points are given for {_all.Count} sync objects.",
                Point);
        }

        uint[] handles = [.. _all.ConvertAll(sync => sync.Handle)];
        ulong[] points = new ulong[handles.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = Point is null ? _points[i] : Point[Point.Length == 1 ? 0 : i];
        }

        uint flags = (All ? DrmSyncobjFlags.DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL : 0)
            | (ForSubmit ? DrmSyncobjFlags.DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT : 0);
        long deadline = Deadline(client.Device);
        bool all = All;
        Call(
            client,
            () => client.File.CallAsync(() => client.File.Syncobjs.TimelineWaitAsync(handles, points, deadline, flags)),
            result =>
            {
                uint first = Check(result, "SYNCOBJ_TIMELINE_WAIT", _all.Count == 1 ? _all[0] : _all.ToArray());
                return all ? _all : _all[(int)first];
            });
    }

    private long Deadline(GpuDevice device) => Timeout == Duration.Zero
        ? 0
        : Timeout.IsInfinite ? long.MaxValue : (device.Machine.Simulation.Now + Timeout).Nanoseconds;
}
