using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Works of a group: finished jobs, and the end of a group that can run no more.</content>
public sealed partial class PanthorGroup
{
    /// <summary>C: group_sync_upd_work.</summary>
    private KTask SyncUpdAsync()
    {
        DmaFences fences = Device.Fences;
        bool cookie = fences.BeginSignalling();
        for (int i = 0; i < QueueCount; i++)
            _queues[i]?.CheckJobCompletion();
        fences.EndSignalling(cookie);
        Put();
        return KTask.Completed;
    }

    /// <summary>C: group_term_work.</summary>
    private KTask TermAsync()
    {
        FinishJobs();
        Put();
        return KTask.Completed;
    }

    /// <summary>C: group_term_post_processing.</summary>
    private void FinishJobs()
    {
        if (Device.WarnOn(CanRun, "group_term_post_processing: the group can run"))
            return;
        Sim.Events.Record(SchedulingEvents.GroupTerm, (ulong)Id, FatalQueues, TimedOut ? 1u : 0);
        LinkedList<PanthorJob> faulty = new();
        bool cookie = Device.Fences.BeginSignalling();
        for (int i = 0; i < QueueCount; i++)
        {
            if (_queues[i] is not { } queue)
                continue;
            queue.CancelJobs(
                (FatalQueues & queue.Mask) != 0 ? Errno.EINVAL : TimedOut ? Errno.ETIMEDOUT : Errno.ECANCELED,
                faulty);
            Scheduler.QueueSyncUpdWork();
        }

        Device.Fences.EndSignalling(cookie);
        while (faulty.First?.Value is { } job)
        {
            faulty.RemoveFirst();
            job.Put();
        }
    }
}
