using System;
using Panthor.Driver.Firmware;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>The tick: who gets a slot now.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>Has the tick run at once, as any event of the firmware does.</summary>
    public void TickNow() => QueueTick(0);

    /// <summary>Has the tick run at once and waits until it has.</summary>
    public async KTask TickNowAsync()
    {
        TickNow();
        await _tickWork.FlushAsync();
    }

    /// <summary>
    /// Takes idle groups off their slots until an address space is spare, as the tick does for a busy group of a new
    /// VM.
    /// </summary>
    internal async KTask SpareAddressSpaceAsync()
    {
        _spareAddressSpaces = 1;
        await TickNowAsync();
        _spareAddressSpaces = 0;
    }

    /// <summary>C: tick_work.</summary>
    private async KTask TickAsync()
    {
        ulong target = _reschedTarget;
        ulong now = Jiffies.Now(Sim);
        if (!Device.TryEnter())
            return;
        Errno ret = await Device.ResumeAndGetAsync();
        if (!Device.WarnOn(ret != Errno.None, "tick_work: the device does not resume"))
        {
            // While no tick is due, the slice that the groups were given last still counts.
            if (target == Never)
                target = _lastTick + _tickPeriod;
            bool isFullTick = now >= target == Patches.ChecksFullTick;
            await Lock.LockAsync();
            if (!Device.IsResetPending)
            {
                await TickLockedAsync(now, isFullTick);
                CleanUp();
            }

            Lock.Unlock();
            Device.PmMarkLastBusy();
            Device.PmPutAutosuspend();
        }

        Device.Exit();
    }

    private async KTask TickLockedAsync(ulong now, bool isFullTick)
    {
        TickCtx ctx = _tickCtx;
        await InitTickAsync();
        if (ctx.CsgUpdFailedMask != 0)
            return;
        if (!isFullTick)
            PickForPartialTick();
        PickBusyGroups();
        PickIdleGroups();
        await ApplyTickAsync();
        if (ctx.CsgUpdFailedMask != 0)
            return;

        TickCount++;
        RecordLoad(ctx.IdleGroupCount != ctx.GroupCount);
        _lastTick = now;
        ulong delay = UpdateReschedTarget();
        if (ctx.ImmediateTick)
            delay = 0;
        Sim.Events.Record(
            SchedulingEvents.Tick, isFullTick ? 1u : 0, (ulong)ctx.GroupCount, (ulong)ctx.IdleGroupCount, delay);
        if (delay != Never)
            QueueTick(delay);
    }

    /// <summary>Looks who is on the slots, and has the firmware say how they are.</summary>
    /// <remarks>C: tick_ctx_init.</remarks>
    private async KTask InitTickAsync()
    {
        TickCtx ctx = _tickCtx;
        ctx.Init();
        _updCtx.Init();
        foreach (PanthorCsgSlot slot in _slots)
        {
            if (slot.Group is not { } group)
                continue;
            group.Get();

            // The firmware may know which queue it was. If not, they all count as faulty.
            if (group.Vm.UnhandledFault)
            {
                ProcessCsgIrqLocked(slot.Index);
                if (group.FatalQueues == 0)
                    group.FatalQueues |= uint.MaxValue >> (32 - group.QueueCount);
            }

            InsertOldGroup(slot, group);
            _updCtx.QueueReqs(
                slot.Index,
                Fw.GetCsgIface(slot.Index).Output.Ack ^ FwIface.CSG_STATUS_UPDATE,
                FwIface.CSG_STATUS_UPDATE);
        }

        if (await ApplyUpdatesLockedAsync(_updCtx) != Errno.None)
        {
            Device.ScheduleReset();
            ctx.CsgUpdFailedMask |= _updCtx.TimedoutMask;
        }
    }

    /// <summary>Keeps the groups of a priority in the order of their slots' priorities, the highest first.</summary>
    /// <remarks>C: tick_ctx_insert_old_group.</remarks>
    private void InsertOldGroup(PanthorCsgSlot slot, PanthorGroup group)
    {
        GroupLink head = _tickCtx.OldGroups[(int)group.Priority];
        GroupLink at = head.Next;
        while (at != head && slot.Priority <= _slots[at.Group.CsgId].Priority)
            at = at.Next;
        group.RunNode.AddTail(at);
    }

    /// <summary>
    /// In the middle of a time slice everybody who is busy keeps his slot; only real-time groups may come in.
    /// </summary>
    private void PickForPartialTick()
    {
        for (int priority = PriorityCount - 1; priority >= 0 && !IsFull; priority--)
        {
            Pick(_tickCtx.OldGroups[priority], skipsIdle: true, isOwned: true);
            if (priority == (int)PanthorCsgPriority.RealTime)
                Pick(_runnable[priority], skipsIdle: true, isOwned: false);
        }
    }

    /// <summary>
    /// By priority; among equals those that had the lower slots move up, then those that had none, and whoever had the
    /// highest one comes last.
    /// </summary>
    private void PickBusyGroups()
    {
        for (int priority = PriorityCount - 1; priority >= 0 && !IsFull; priority--)
        {
            GroupLink old = _tickCtx.OldGroups[priority];
            if (!Patches.RotatesPriorities)
            {
                Pick(_runnable[priority], skipsIdle: true, isOwned: false);
                Pick(old, skipsIdle: true, isOwned: true);
                continue;
            }

            PanthorGroup? highest = old.First;
            highest?.RunNode.DelInit();
            Pick(old, skipsIdle: true, isOwned: true);
            Pick(_runnable[priority], skipsIdle: true, isOwned: false);
            if (highest is not null)
            {
                highest.RunNode.AddTail(old);
                Pick(old, skipsIdle: true, isOwned: true);
            }
        }
    }

    /// <summary>Slots that are left go to idle groups, first to those that have one: it is programmed.</summary>
    private void PickIdleGroups()
    {
        for (int priority = PriorityCount - 1; priority >= 0 && !IsFull; priority--)
        {
            Pick(_tickCtx.OldGroups[priority], skipsIdle: false, isOwned: true);
            Pick(_idle[priority], skipsIdle: false, isOwned: false);
        }
    }

    private bool IsFull => _tickCtx.GroupCount == _slots.Length;

    /// <summary>Chooses groups of a list as long as there are slots and address spaces.</summary>
    /// <param name="head">The list.</param>
    /// <param name="skipsIdle">Idle groups are not chosen.</param>
    /// <param name="isOwned">The context holds references to the groups of the list already.</param>
    /// <remarks>C: tick_ctx_pick_groups_from_list.</remarks>
    private void Pick(GroupLink head, bool skipsIdle, bool isOwned)
    {
        TickCtx ctx = _tickCtx;
        GroupLink next;
        for (GroupLink at = head.Next; at != head && !IsFull; at = next)
        {
            next = at.Next;
            PanthorGroup group = at.Group;
            bool isIdle = group.IsIdle;
            int addressSpaces = _asSlotCount - (isIdle ? _spareAddressSpaces : 0);
            if (!group.CanRun || (skipsIdle && isIdle) || !ctx.TryUseVm(group.Vm, addressSpaces))
                continue;
            if (!isOwned)
                group.Get();
            ctx.GroupCount++;

            // Busy groups of one priority take turns at the highest slot: that needs a tick.
            GroupLink chosen = ctx.Groups[(int)group.Priority];
            if (isIdle)
                ctx.IdleGroupCount++;
            else if (!chosen.IsEmpty && Patches.TicksForEquals)
                ctx.StopTick = false;
            ctx.MinPriority = Math.Min(ctx.MinPriority, (int)group.Priority);
            at.MoveTail(chosen);
        }
    }

    /// <summary>The device may sleep while all groups on slots are idle.</summary>
    private void RecordLoad(bool isBusy)
    {
        if (isBusy)
        {
            Device.Devfreq.RecordBusy();
            TakePmRef();
            return;
        }

        Device.Devfreq.RecordIdle();
        if (_hasPmRef)
        {
            Device.PmPutAutosuspend();
            _hasPmRef = false;
        }
    }

    private void TakePmRef()
    {
        if (!_hasPmRef)
        {
            Device.PmGet();
            _hasPmRef = true;
        }
    }

    /// <summary>Without <see cref="Driver.Patches.SchedulingPatches.StopTickLogic"/>: why to go on.</summary>
    private bool IsAnyoneWaiting() => !Patches.TicksForEquals && IsFull && _tickCtx.IdleGroupCount == 0
        && !_runnable[_tickCtx.MinPriority].IsEmpty;

    /// <summary>When the running time slice ends.</summary>
    /// <returns>In how many jiffies the next tick is due, or <see cref="Never"/>.</returns>
    /// <remarks>C: tick_ctx_update_resched_target.</remarks>
    private ulong UpdateReschedTarget()
    {
        if (_tickCtx.StopTick && !IsAnyoneWaiting())
        {
            _reschedTarget = Never;
            return Never;
        }

        ulong target = _lastTick + _tickPeriod;
        if (_reschedTarget < _lastTick || target < _reschedTarget)
            _reschedTarget = target;
        return _reschedTarget - _lastTick;
    }
}
