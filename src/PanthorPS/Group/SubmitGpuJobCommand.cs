using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Gives jobs to queues of a group (GROUP_SUBMIT): all of them in one call, or none.</summary>
/// <remarks>
/// <para>
/// A job is a command stream that the queue calls. Streams from the pipeline become jobs of one call, in order. With
/// several queues each gets its own stream, or all the same one.
/// </para>
/// <para>
/// The call returns as soon as the jobs are queued; they run while the machine does: Wait-GpuJob, Step-GpuDevice.
/// Each job signals one more sync object, by which the command watches it; it is gone when the command returns.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x600000
/// $stream = New-GpuCommandStream $vm 0x400000 { Mov d0 0x600000; Mov r2 42; Store [d0] r2; Wait }
/// Submit-GpuJob (New-GpuGroup $vm) -Stream $stream | Wait-GpuJob
/// Read-GpuMemory $vm 0x600000 -As UInt32</code>
/// Runs a stream that stores a number.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $group = New-GpuGroup $vm -Queues 2
/// $go = New-GpuSyncObject; $done = New-GpuSyncObject -Timeline; Set-GpuSyncObject $go
/// Submit-GpuJob $group -Queue 0, 1 -Empty -Wait $go -Signal $done.At(1) | Out-Null
/// Wait-GpuSyncObject $done -Point 1</code>
/// Jobs without a stream only wait and signal, in the order of their queue.
/// </example>
/// <seealso cref="NewGpuCommandStreamCommand"/>
/// <seealso cref="WaitGpuJobCommand"/>
/// <seealso cref="GetGpuQueueCommand"/>
[Cmdlet(VerbsLifecycle.Submit, "GpuJob", DefaultParameterSetName = OfStream)]
[OutputType(typeof(GpuJob))]
[OutputType(typeof(GpuTask))]
public sealed class SubmitGpuJobCommand : ClientCallCmdlet
{
    private const string OfStream = "Stream";
    private const string OfAddress = "Address";
    private const string OfNothing = "Empty";

    private readonly List<GpuCommandStream> _streams = [];

    /// <summary>The group, or its handle.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [GpuReference(typeof(GpuGroup))]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GpuGroup Group { get; set; } = null!;

    /// <summary>The streams, as New-GpuCommandStream makes them.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = OfStream)]
    [ValidateNotNullOrEmpty]
    public GpuCommandStream[] Stream { get; set; } = [];

    /// <summary>GPU virtual address of the stream, a multiple of 64.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfAddress)]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>Bytes of the stream, a multiple of 8.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfAddress)]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>A job without a stream.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfNothing)]
    public SwitchParameter Empty { get; set; }

    /// <summary>Numbers of the queues.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(QueueCompleter))]
    [ValidateNotNullOrEmpty]
    public uint[] Queue { get; set; } = [0];

    /// <summary>
    /// What the first job on each queue waits for: sync objects, or points as <c>$timeline.At(3)</c>.
    /// </summary>
    [Parameter]
    [GpuSync]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNull]
    public GpuSyncPoint[] Wait { get; set; } = [];

    /// <summary>What the last job signals: sync objects, or points as <c>$timeline.At(3)</c>.</summary>
    [Parameter]
    [GpuSync]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNull]
    public GpuSyncPoint[] Signal { get; set; } = [];

    /// <summary>
    /// LATEST_FLUSH_ID of the time when the stream was written: if the GPU's caches were flushed since, the driver
    /// need not do it again. 0: they are flushed in any case.
    /// </summary>
    [Parameter]
    public uint LatestFlush { get; set; }

    private protected override object? DefaultTarget => Group;

    private protected override void Process() => _streams.AddRange(Stream);

    private protected override void End()
    {
        if (ParameterSetName == OfStream && _streams.Count == 0)
        {
            return;
        }

        GpuGroup group = Resolve(Group);
        GpuClient client = group.Client;
        if (_streams.Find(stream => stream.Vm.Client.Device != client.Device) is { } foreign)
        {
            Refuse(
                "GpuDeviceMismatch",
                ErrorCategory.InvalidArgument,
                $"{foreign} is on {foreign.Vm.Client.Device}, {group} on {client.Device}.",
                foreign);
        }

        (uint Queue, GpuCommandStream? Stream)[] jobs = Jobs();
        (DrmPanthorQueueSubmit, List<DrmPanthorSyncOp>)[] calls =
            [.. jobs.Select((job, index) => Argument(jobs, index, client))];
        Call(
            AsTask,
            client.Device,
            client.Name,
            () => client.File.CallAsync(() => SubmitAsync(group, calls, jobs)),
            outcome => Check(outcome, "GROUP_SUBMIT", group),
            gives: true,
            enumerates: true);
    }

    /// <summary>Which stream goes to which queue.</summary>
    private (uint Queue, GpuCommandStream? Stream)[] Jobs()
    {
        GpuCommandStream?[] streams = ParameterSetName == OfStream ? [.. _streams] : [null];
        if (streams.Length == 1)
        {
            return [.. Queue.Select(queue => (queue, streams[0]))];
        }

        if (Queue.Length != 1 && Queue.Length != streams.Length)
        {
            Refuse(
                "GpuQueueCount",
                ErrorCategory.InvalidArgument,
                $"{streams.Length} streams are given for {Queue.Length} queues.",
                Queue);
        }

        return [.. streams.Select((stream, index) => (Queue[Queue.Length == 1 ? 0 : index], stream))];
    }

    private (DrmPanthorQueueSubmit Submit, List<DrmPanthorSyncOp> Syncs) Argument(
        (uint Queue, GpuCommandStream? Stream)[] jobs, int index, GpuClient client)
    {
        (uint queue, GpuCommandStream? stream) = jobs[index];
        bool isFirst = Array.FindIndex(jobs, job => job.Queue == queue) == index;
        ulong size = stream?.Size ?? Size;
        if (size > uint.MaxValue)
        {
            throw new ErrnoException(
                Errno.EINVAL, "GROUP_SUBMIT", $"stream_size 0x{size:x} does not fit into its 32 bits");
        }

        List<DrmPanthorSyncOp> syncs = SyncOperations.ToUapi(
            isFirst ? Wait : [],
            index == jobs.Length - 1 ? Signal : [],
            client,
            "GROUP_SUBMIT",
            sync => Resolve(sync));
        return (new DrmPanthorQueueSubmit(queue, stream?.Address ?? Address, (uint)size, LatestFlush), syncs);
    }

    /// <summary>Submits, with a sync object more a job whose fence tells its fate.</summary>
    private static async KTask<KernelResult<GpuJob[]>> SubmitAsync(
        GpuGroup group,
        (DrmPanthorQueueSubmit Submit, List<DrmPanthorSyncOp> Syncs)[] calls,
        (uint Queue, GpuCommandStream? Stream)[] jobs)
    {
        DrmFile file = group.Client.File;
        var submits = new DrmPanthorQueueSubmit[calls.Length];
        List<uint> watches = [];
        KernelResult result = KernelResult.Ok;
        for (int i = 0; i < submits.Length && result.IsOk; i++)
        {
            KernelResult<uint> watch = file.Syncobjs.Create();
            result = watch;
            if (result.IsOk)
            {
                watches.Add(watch.Value);
                DrmPanthorSyncOp[] syncs = [.. calls[i].Syncs, DrmPanthorSyncOp.Signal(watch.Value)];
                submits[i] = calls[i].Submit with { Syncs = syncs };
            }
        }

        if (result.IsOk)
        {
            result = await file.GroupSubmitAsync(group.Handle, submits);
        }

        var submitted = new GpuJob[result.IsOk ? watches.Count : 0];
        for (int i = 0; i < watches.Count; i++)
        {
            if (result.IsOk)
            {
                DrmSyncobj watch = file.Syncobjs.Find(watches[i])!;
                submitted[i] = new GpuJob(group.Queues[(int)jobs[i].Queue], jobs[i].Stream, watch.GetFence()!);
                group.Add(submitted[i]);
                watch.Put();
            }

            file.Syncobjs.Destroy(watches[i]);
        }

        return result.IsOk ? submitted : result;
    }
}
