using System.Numerics;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Groups that get work: by a job, or by the end of a wait.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>
    /// Writes a job to its ring buffer and sees to it that its group runs. The lock is held, the device has power.
    /// </summary>
    /// <returns>A reference to the job's fence; ECANCELED when the group can run no more.</returns>
    /// <remarks>C: queue_run_job.</remarks>
    internal async KTask<KernelResult<DmaFence?>> RunJobLockedAsync(PanthorJob job)
    {
        Lock.AssertHeld();
        PanthorGroup group = job.Group;
        PanthorQueue queue = job.Queue;
        if (!group.CanRun)
            return KernelResult.Fail(Errno.ECANCELED, $"{group} can run no more");

        queue.WriteJob(job);
        await Sim.PreemptionPoint(ChoiceKind.SharedMemory);
        queue.PublishJob(job);
        if (group.CsgId < 0)
        {
            queue.HoldJobTimeout();
            ScheduleGroupLocked(group, queue.Mask);
        }
        else
        {
            await KickLockedAsync(group, queue);
        }

        queue.SetLastFence(job.DoneFence!);
        return KernelResult.Of<DmaFence?>(job.DoneFence!.Get());
    }

    /// <summary>The group has its slot already: ring, and keep the device awake.</summary>
    private async KTask KickLockedAsync(PanthorGroup group, PanthorQueue queue)
    {
        bool isBlocked = (group.BlockedQueues & queue.Mask) != 0;
        bool resumesTick = group.IsIdle && (group.IdleQueues & queue.Mask) != 0 && !isBlocked
            && _reschedTarget == Never && Patches.ResumesTickOnSubmit;
        group.IdleQueues &= ~queue.Mask;
        if (resumesTick)
            ResumeTick();
        await Sim.PreemptionPoint(ChoiceKind.Doorbell);
        Fw.RingDoorbell(queue.DoorbellId);
        if (!isBlocked)
            TakePmRef();
        queue.ResumeTimeout();
        Device.Devfreq.RecordBusy();
    }

    /// <summary>A group that is on no slot has something to do: it is to get one.</summary>
    /// <param name="group">The group.</param>
    /// <param name="queueMask">The queues with work.</param>
    /// <remarks>C: group_schedule_locked.</remarks>
    private void ScheduleGroupLocked(PanthorGroup group, uint queueMask)
    {
        // Work for queues that are blocked changes nothing.
        if (!group.CanRun || (queueMask & group.BlockedQueues) == queueMask)
            return;

        bool wasIdle = group.IsIdle;
        group.IdleQueues &= ~queueMask;
        if (IsResetInProgress)
            return;
        if (wasIdle && !group.IsIdle)
            group.RunNode.MoveTail(_runnable[(int)group.Priority]);

        // Real-time groups do not wait, nor does anybody if a slot may be free.
        if (group.Priority == PanthorCsgPriority.RealTime || _mightHaveIdleGroups)
        {
            QueueTick(0);
            return;
        }

        if (_reschedTarget == Never)
            ResumeTick();
        else if (_usedSlots < _slots.Length)
            QueueTick(0);
    }

    /// <summary>Ticks again, for the rest of the time slice that began with the last tick.</summary>
    /// <remarks>C: sched_resume_tick.</remarks>
    private void ResumeTick()
    {
        Device.WarnOn(_reschedTarget != Never, "sched_resume_tick: the tick is not off");
        ulong now = Jiffies.Now(Sim);
        _reschedTarget = _lastTick + _tickPeriod;
        bool isFull = _usedSlots == _slots.Length;
        ulong delay = isFull && now < _reschedTarget ? _reschedTarget - now : 0;

        // A tick that is due at once for some event must not come later because of this.
        if (!_tickWork.IsPending)
            QueueTick(delay);
    }

    /// <summary>Has a worker look which of the waits are over.</summary>
    internal void QueueSyncUpdWork() => QueueWork(_syncUpdWork);

    /// <summary>Looks which of the blocked queues can go on; only the driver can tell while they are off their slots.
    /// </summary>
    /// <remarks>C: sync_upd_work.</remarks>
    private async KTask SyncUpdAsync()
    {
        bool isUrgent = false;
        await Lock.LockAsync();
        GroupLink next;
        for (GroupLink at = _waiting.Next; at != _waiting; at = next)
        {
            next = at.Next;
            PanthorGroup group = at.Group;
            uint unblocked = 0;
            for (uint left = group.BlockedQueues; left != 0; left &= left - 1)
            {
                int csId = BitOperations.TrailingZeroCount(left);
                KernelResult<bool> isOver = await group.Queue(csId)!.EvalSyncwaitAsync();

                // An object that is gone does not keep anybody waiting: the stream faults when it looks at it.
                Sim.Warn(!isOver.IsOk, $"sync_upd_work: {isOver.Check}");
                unblocked |= !isOver.IsOk || isOver.Value ? 1u << csId : 0;
            }

            if (unblocked != 0)
            {
                group.BlockedQueues &= ~unblocked;
                if (group.CsgId < 0)
                {
                    group.RunNode.Move(_runnable[(int)group.Priority]);
                    isUrgent |= group.Priority == PanthorCsgPriority.RealTime;
                }
            }

            if (group.BlockedQueues == 0)
                at.DelInit();
        }

        Lock.Unlock();
        if (isUrgent)
            QueueTick(0);
    }
}
