using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>References, the group's works, and its end.</content>
public sealed partial class PanthorGroup
{
    private readonly RefCount _references;
    private readonly TrackedObject _tracked;
    private readonly Work _syncUpdWork;
    private readonly Work _tilerOomWork;
    private readonly Work _termWork;
    private readonly Work _releaseWork;

    /// <summary>One reference more.</summary>
    /// <remarks>C: group_get.</remarks>
    internal PanthorGroup Get()
    {
        _references.Get();
        return this;
    }

    /// <summary>One reference less; after the last one a worker frees the group.</summary>
    /// <remarks>C: group_put.</remarks>
    internal void Put() => _references.Put();

    /// <summary>Has a worker look which jobs are done.</summary>
    /// <remarks>C: group_queue_work(group, sync_upd).</remarks>
    internal void QueueSyncUpdWork() => QueueWork(_syncUpdWork, Scheduler.Wq);

    /// <summary>Has a worker finish the jobs of a group that can run no more.</summary>
    /// <remarks>C: group_queue_work(group, term).</remarks>
    internal void QueueTermWork() => QueueWork(_termWork, Scheduler.Wq);

    /// <summary>Ends the entities of all queues (without
    /// <see cref="Patches.SchedulingPatches.DeferEntityDestruction"/>).</summary>
    internal async KTask DestroyEntitiesAsync()
    {
        for (int i = 0; i < QueueCount; i++)
            await _queues[i]!.DestroyEntityAsync();
    }

    /// <summary>A work holds a reference from being queued until it ends.</summary>
    /// <remarks>C: group_queue_work.</remarks>
    private void QueueWork(Work work, Workqueue queue)
    {
        Get();
        if (!queue.Queue(work))
            Put();
    }

    /// <summary>C: group_release.</summary>
    private void Release()
    {
        Device.WarnOn(CsgId >= 0, $"group_release: {this} is on slot {CsgId}");
        Device.WarnOn(!RunNode.IsEmpty, $"group_release: {this} is in a list of groups");
        Device.WarnOn(!WaitNode.IsEmpty, $"group_release: {this} is in the list of waiting groups");
        Device.CleanupQueue.Queue(_releaseWork);
    }

    /// <summary>C: group_release_work.</summary>
    private async KTask ReleaseAsync()
    {
        // Somebody may be reading the name of a queue, by way of a fence.
        if (Scheduler.Patches.WaitsForFenceReaders)
            await Sim.Rcu.SynchronizeAsync();
        for (int i = 0; i < QueueCount; i++)
        {
            if (_queues[i] is { } queue)
                await queue.FreeAsync();
        }

        await DestroyBoAsync(SuspendBuf);
        await DestroyBoAsync(ProtmSuspendBuf);
        await DestroyBoAsync(Syncobjs);
        if (Vm is not null)
            await Vm.PutAsync();
        Scheduler.Forget(this);
        _tracked.Free();
    }

    private static KTask DestroyBoAsync(PanthorKernelBo? bo) => bo?.DestroyAsync() ?? KTask.Completed;
}
