using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>A command stream that a client submitted to a queue (<c>struct panthor_job</c>).</summary>
public sealed class PanthorJob : DrmSchedJob
{
    internal readonly LinkedListNode<PanthorJob> Node;
    private const ulong StreamAlignment = 64;
    private const uint LatestFlushReserved = 0x7f00_0000;

    private readonly RefCount _references;
    private readonly TrackedObject _tracked;

    private PanthorJob(PanthorGroup group, in DrmPanthorQueueSubmit submit)
    {
        Simulation sim = group.Device.Simulation;
        Group = group;
        QueueIndex = submit.QueueIndex;
        StreamAddress = submit.StreamAddr;
        StreamSize = submit.StreamSize;
        LatestFlush = submit.LatestFlush;
        Node = new LinkedListNode<PanthorJob>(this);
        _tracked = sim.Objects.Track("panthor_job", this);
        _references = new RefCount(sim, _tracked.Name, Release);
    }

    /// <summary>The group; the job holds a reference.</summary>
    public PanthorGroup Group { get; }

    /// <summary>The queue, by its place in the group.</summary>
    public uint QueueIndex { get; }

    /// <summary>GPU address of the stream; 0 for a job that is only a point in time.</summary>
    public ulong StreamAddress { get; }

    /// <summary>Bytes of the stream; 0 for a job that is only a point in time.</summary>
    public uint StreamSize { get; }

    /// <summary>The flush ID with which the stream was built; 0 to flush in any case.</summary>
    public uint LatestFlush { get; }

    /// <summary>What is measured.</summary>
    public PanthorDeviceProfilingFlags ProfileMask { get; private set; }

    /// <summary>Where it begins in the ring buffer, in bytes that were ever written.</summary>
    public ulong RingbufStart { get; internal set; }

    /// <summary>Where it ends in the ring buffer.</summary>
    public ulong RingbufEnd { get; internal set; }

    /// <summary>
    /// Signalled when the GPU is done; nothing yet before the job runs. For an empty job the fence of the one before,
    /// from the moment when it runs.
    /// </summary>
    internal DmaFence? DoneFence { get; set; }

    /// <summary>Where its measures go.</summary>
    internal uint ProfilingSlot { get; set; }

    internal PanthorQueue Queue => Group.Queue((int)QueueIndex)!;

    /// <summary>Makes a job.</summary>
    /// <param name="file">The client.</param>
    /// <param name="groupHandle">The group.</param>
    /// <param name="submit">What to run.</param>
    /// <returns>EINVAL for bad arguments, an unknown group or queue, or a group that can run no more; ENOMEM.</returns>
    /// <remarks>C: panthor_job_create. The handle of a group has 16 bits there.</remarks>
    internal static async KTask<KernelResult<PanthorJob>> CreateAsync(
        DrmFile file, uint groupHandle, DrmPanthorQueueSubmit submit)
    {
        KernelResult result = CheckArgs(submit);
        Simulation sim = file.Device.Simulation;
        if (!result.IsOk || SyncFaultPoints.FailsToAllocate(sim, "panthor_job", out result))
            return result;
        if (await file.Groups.GetAsync((ushort)groupHandle) is not { } group)
            return PanthorGroupPool.NoSuchGroup((ushort)groupHandle);
        PanthorJob job = new(group, submit);
        result = job.InitJob(file);
        if (result.IsOk)
            return job;
        job.Put();
        return result;
    }

    /// <summary>Adds the fence of a job to the reservations of its VM.</summary>
    /// <remarks>C: panthor_job_update_resvs.</remarks>
    internal static void UpdateResvs(DrmExec exec, DrmSchedJob job) =>
        UpdateResvs(((PanthorJob)job).Group, job.Fences.Finished);

    private static void UpdateResvs(PanthorGroup group, DmaFence fence) => group.Vm.UpdateResvs(
        fence, group.Scheduler.Patches.AddsNoWriteFences ? DmaResvUsage.Bookkeep : DmaResvUsage.Write);

    /// <summary>One reference more.</summary>
    /// <remarks>C: panthor_job_get.</remarks>
    internal void Get() => _references.Get();

    /// <summary>One reference less; the last one frees the job.</summary>
    /// <remarks>C: panthor_job_put.</remarks>
    internal void Put() => _references.Put();

    private static KernelResult CheckArgs(in DrmPanthorQueueSubmit submit)
    {
        if (submit.Pad != 0)
            return KernelResult.Fail(Errno.EINVAL, $"pad is 0x{submit.Pad:x}; it must be 0");
        if ((submit.StreamSize == 0) != (submit.StreamAddr == 0))
        {
            return KernelResult.Fail(
                Errno.EINVAL,
                $"stream_size 0x{submit.StreamSize:x} and stream_addr 0x{submit.StreamAddr:x}: both or none must be 0");
        }

        if (submit.StreamAddr % StreamAlignment != 0 || submit.StreamSize % sizeof(ulong) != 0)
        {
            return KernelResult.Fail(
                Errno.EINVAL,
                $"stream_addr 0x{submit.StreamAddr:x} must be a multiple of 64, "
                + $"stream_size 0x{submit.StreamSize:x} of 8");
        }

        return (submit.LatestFlush & LatestFlushReserved) == 0
            ? KernelResult.Ok
            : KernelResult.Fail(
                Errno.EINVAL, $"latest_flush 0x{submit.LatestFlush:x} has bits set between 24 and 30; they must be 0");
    }

    private KernelResult InitJob(DrmFile file)
    {
        if (!Group.CanRun)
            return KernelResult.Fail(Errno.EINVAL, $"group {Group.Handle} can run no more: {Why()}");
        if (QueueIndex >= Group.QueueCount)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"queue {QueueIndex} does not exist; group {Group.Handle} has {Group.QueueCount}");
        }

        if (StreamSize != 0)
        {
            if (SyncFaultPoints.FailsToAllocate(file.Device.Simulation, "dma_fence", out KernelResult failure))
                return failure;
            DoneFence = Queue.FenceCtx.Allocate();
        }

        ProfileMask = file.Device.ProfileMask;
        return Init(Queue.Entity!, JobInstrs.CalcCredits(ProfileMask), Group, file.ClientId);
    }

    private string Why() => Group.FatalQueues != 0 ? $"its queues 0x{Group.FatalQueues:x} met a fatal fault"
        : Group.TimedOut ? "it timed out"
        : $"it is {Group.State}";

    /// <summary>C: job_release.</summary>
    private void Release()
    {
        Group.Device.WarnOn(Node.List is not null, "job_release: the job is in a list of jobs");
        if (SFence is not null)
            Cleanup();
        if (DoneFence is { IsInitialized: true } fence)
            fence.Put();
        Group.Put();
        _tracked.Free();
    }
}
