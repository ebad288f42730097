using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>
/// The entities of one priority (<c>struct drm_sched_rq</c>), those with jobs in the order of their turn.
/// </summary>
internal sealed class DrmSchedRq
{
    private static readonly LockClass s_lock = new("drm_sched_rq.lock");

    private readonly SpinLock _lock;
    private readonly List<DrmSchedEntity> _entities = [];
    private readonly List<DrmSchedEntity> _waiting = [];
    private VirtualTime _roundRobinTime;

    internal DrmSchedRq(DrmGpuScheduler scheduler)
    {
        Scheduler = scheduler;
        _lock = new SpinLock(scheduler.Simulation, s_lock);
    }

    internal DrmGpuScheduler Scheduler { get; }

    internal int EntityCount => _entities.Count;

    internal IReadOnlyList<DrmSchedEntity> Entities => _entities;

    /// <summary>drm_sched_rq_add_entity; the entity's lock is held.</summary>
    /// <returns>The scheduler to wake, or null if the entity was killed.</returns>
    internal DrmGpuScheduler? Add(DrmSchedEntity entity, VirtualTime submitTime)
    {
        if (entity.IsStopped)
        {
            Scheduler.Simulation.Log.Error("*ERROR* Trying to push to a killed entity");
            return null;
        }

        _lock.Lock();
        if (!entity.IsOnRunQueue)
        {
            Scheduler.Score++;
            _entities.Add(entity);
            entity.IsOnRunQueue = true;
        }

        Enqueue(entity, Scheduler.Policy == DrmSchedPolicy.RoundRobin ? entity.RoundRobinTime : submitTime);
        _lock.Unlock();
        return Scheduler;
    }

    /// <summary>drm_sched_rq_remove_entity; the entity's lock is held.</summary>
    internal void Remove(DrmSchedEntity entity)
    {
        if (!entity.IsOnRunQueue)
        {
            return;
        }

        _lock.Lock();
        Scheduler.Score--;
        _entities.Remove(entity);
        entity.IsOnRunQueue = false;
        _waiting.Remove(entity);
        _lock.Unlock();
    }

    /// <summary>drm_sched_rq_pop_entity: a job was taken from the entity, whose lock is held.</summary>
    internal void Pop(DrmSchedEntity entity)
    {
        _lock.Lock();
        if (entity.Peek() is not { } next)
        {
            _waiting.Remove(entity);
        }
        else if (Scheduler.Policy == DrmSchedPolicy.Fifo)
        {
            Enqueue(entity, next.SubmitTime);
        }
        else
        {
            _roundRobinTime += Duration.FromNanoseconds(1);
            entity.RoundRobinTime = _roundRobinTime;
            Enqueue(entity, _roundRobinTime);
        }

        _lock.Unlock();
    }

    /// <summary>drm_sched_rq_select_entity.</summary>
    /// <param name="entity">The entity whose turn it is.</param>
    /// <returns>
    /// Whether an entity is ready. If one is but the credits do not suffice, <paramref name="entity"/> is null: nobody
    /// overtakes it.
    /// </returns>
    internal bool TrySelect(out DrmSchedEntity? entity)
    {
        entity = null;
        bool ready = false;
        _lock.Lock();
        foreach (DrmSchedEntity candidate in _waiting)
        {
            if (!candidate.IsReady)
            {
                continue;
            }

            ready = true;
            if (Scheduler.CanQueue(candidate))
            {
                candidate.Idle.Reinitialize();
                entity = candidate;
            }

            break;
        }

        _lock.Unlock();
        return ready;
    }

    /// <summary>drm_sched_rq_update_fifo_locked: equal times keep the order in which they came.</summary>
    private void Enqueue(DrmSchedEntity entity, VirtualTime time)
    {
        _waiting.Remove(entity);
        entity.OldestJobWaiting = time;
        int index = _waiting.Count;
        while (index > 0 && _waiting[index - 1].OldestJobWaiting > time)
        {
            index--;
        }

        _waiting.Insert(index, entity);
    }
}
