using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Driver.Gem;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Jobs from the ring buffer to their end.</content>
public sealed partial class PanthorQueue
{
    /// <summary>The fence of the last job that was written to the ring buffer, with a reference; or null.</summary>
    internal DmaFence? GetLastFence() => _lastFence?.Get();

    /// <summary>
    /// Writes a job to the ring buffer. The scheduler's lock is held; the firmware does not know of it yet.
    /// </summary>
    /// <remarks>C: a part of queue_run_job.</remarks>
    internal void WriteJob(PanthorJob job)
    {
        FenceCtx.Emit(job.DoneFence!);
        job.ProfilingSlot = _profilingSeqno++;
        if (_profilingSeqno == ProfilingSlotCount)
            _profilingSeqno = 0;
        job.RingbufStart = Iface.Input.Insert;
        CopyInstrs(job);
        job.Get();
        FenceCtx.Lock.LockIrqSave();
        _inFlightJobs.AddLast(job.Node);
        FenceCtx.Lock.UnlockIrqRestore();
        Sim.Events.Record(
            SchedulingEvents.JobRun, (ulong)Group.Id, (ulong)Index, job.DoneFence!.Seqno, job.RingbufEnd);
    }

    /// <summary>Shows the firmware all that is in the ring buffer.</summary>
    /// <remarks>C: a part of queue_run_job.</remarks>
    internal void PublishJob(PanthorJob job)
    {
        FwRingbufInput input = Iface.Input;
        input.Extract = Iface.Output.Extract;
        input.Insert = job.RingbufEnd;
    }

    /// <summary>The job is the last one now.</summary>
    internal void SetLastFence(DmaFence fence)
    {
        _lastFence?.Put();
        _lastFence = fence.Get();
    }

    /// <summary>
    /// Finishes the jobs that the GPU has signalled; looks after the timeout.
    /// </summary>
    /// <returns>Whether there was any progress, or nothing that could have made any.</returns>
    /// <remarks>C: queue_check_job_completion.</remarks>
    internal bool CheckJobCompletion()
    {
        bool progress = false;
        bool cookie = Group.Device.Fences.BeginSignalling();
        FenceCtx.Lock.LockIrqSave();
        if (_inFlightJobs.Count != 0)
        {
            ulong completed = CompletedSeqno;
            while (_inFlightJobs.First?.Value is { } job && completed >= job.DoneFence!.Seqno)
            {
                _inFlightJobs.Remove(job.Node);
                _doneJobs.AddLast(job.Node);
                Sim.Events.Record(
                    SchedulingEvents.JobDone, (ulong)Group.Id, (ulong)Index, job.DoneFence.Seqno);
                job.DoneFence.SignalLocked();
            }
        }

        if (_inFlightJobs.Count == 0)
        {
            // The time starts anew with the next job. Not a timeout, should that have come at the same moment.
            SuspendTimeoutLocked();
            progress = true;
        }
        else if (_doneJobs.Count != 0)
        {
            ResetTimeoutLocked();
            progress = true;
        }

        FenceCtx.Lock.UnlockIrqRestore();
        Group.Device.Fences.EndSignalling(cookie);
        while (_doneJobs.First?.Value is { } done)
        {
            if (done.ProfileMask != PanthorDeviceProfilingFlags.Disabled)
                UpdateUsage(done);
            _doneJobs.RemoveFirst();
            done.Put();
        }

        return progress;
    }

    /// <summary>Finishes all jobs of a queue whose group can run no more, and lets go whoever waits for it.</summary>
    /// <param name="error">The error of the jobs.</param>
    /// <param name="faulty">Gets the jobs; the caller puts them.</param>
    /// <remarks>C: a part of group_term_post_processing.</remarks>
    internal void CancelJobs(Errno error, LinkedList<PanthorJob> faulty)
    {
        FenceCtx.Lock.LockIrqSave();
        while (_inFlightJobs.First?.Value is { } job)
        {
            _inFlightJobs.Remove(job.Node);
            faulty.AddLast(job.Node);
            job.DoneFence!.SetError(error);
            job.DoneFence.SignalLocked();
        }

        FenceCtx.Lock.UnlockIrqRestore();
        ulong syncobj = (ulong)Index * Syncobj64.Size;
        Group.Syncobjs.Map!.Write32(syncobj + Syncobj64.Status, uint.MaxValue);
        Group.Syncobjs.Map.Write64(syncobj + Syncobj64.Seqno, FenceCtx.LastSeqno);
    }

    /// <summary>Marks the job at which the firmware stands as failed.</summary>
    /// <remarks>C: a part of cs_slot_process_fault_event_locked.</remarks>
    internal void FailCurrentJob(ulong extract)
    {
        FenceCtx.Lock.LockIrqSave();
        foreach (PanthorJob job in _inFlightJobs)
        {
            if (extract >= job.RingbufEnd)
                continue;
            if (extract < job.RingbufStart)
                break;
            job.DoneFence!.SetError(Errno.EINVAL);
        }

        FenceCtx.Lock.UnlockIrqRestore();
    }

    /// <summary>Keeps jobs from being handed out, and the timeout from ending.</summary>
    /// <remarks>C: queue_stop.</remarks>
    internal async KTask StopAsync(PanthorJob? badJob)
    {
        await DisableTimeoutAsync();
        await Sched!.StopAsync(badJob);
    }

    /// <summary>Goes on, and waits again for the jobs that the GPU has.</summary>
    /// <remarks>C: queue_start.</remarks>
    internal void Start()
    {
        foreach (DrmSchedJob job in Sched!.PendingJobs)
            job.Fences.Parent = ((PanthorJob)job).DoneFence?.Get();
        EnableTimeout();
        Sched.Start();
    }

    /// <summary>C: get_job_cs_params, prepare_job_instrs, copy_instrs_to_ringbuf.</summary>
    private void CopyInstrs(PanthorJob job)
    {
        Span<ulong> buffer = stackalloc ulong[JobInstrs.MaxInstrsPerJob];
        int count = JobInstrs.Prepare(Group.Scheduler.CsParams(job), buffer);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(buffer[..count]);
        ulong size = RingbufSize;
        ulong start = job.RingbufStart & (size - 1);
        int first = (int)Math.Min(size - start, (ulong)bytes.Length);
        Ringbuf.Map!.Write(start, bytes[..first]);
        Ringbuf.Map.Write(0, bytes[first..]);
        job.RingbufEnd = job.RingbufStart + (ulong)bytes.Length;
    }

    /// <summary>C: update_fdinfo_stats.</summary>
    private void UpdateUsage(PanthorJob job)
    {
        KernelMapping map = ProfilingSlots.Map!;
        ulong slot = (ulong)job.ProfilingSlot * ProfilingSlot.Size;
        ulong cycles = (job.ProfileMask & PanthorDeviceProfilingFlags.Cycles) == 0
            ? 0
            : unchecked(map.Read64(slot + ProfilingSlot.CyclesAfter) - map.Read64(slot + ProfilingSlot.CyclesBefore));
        ulong time = (job.ProfileMask & PanthorDeviceProfilingFlags.Timestamp) == 0
            ? 0
            : unchecked(map.Read64(slot + ProfilingSlot.TimeAfter) - map.Read64(slot + ProfilingSlot.TimeBefore));
        Group.AddUsage(cycles, time);
    }
}
