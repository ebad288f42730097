using System.Numerics;
using Panthor.Driver.Firmware;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Carrying out what a tick has decided.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>Takes groups off slots, gives the others their new priorities, and puts new groups on slots.</summary>
    /// <remarks>C: tick_ctx_apply.</remarks>
    private async KTask ApplyTickAsync()
    {
        if (!await EvictAsync() || !await StartAsync())
            return;
        for (int priority = PriorityCount - 1; priority >= 0; priority--)
        {
            ReleaseChosen(_tickCtx.Groups[priority]);
            ReturnEvicted(_tickCtx.OldGroups[priority], priority);
        }

        _usedSlots = _tickCtx.GroupCount;
        _mightHaveIdleGroups = _tickCtx.IdleGroupCount > 0;
    }

    private async KTask<bool> EvictAsync()
    {
        _updCtx.Init();
        uint priority = MaxCsgPriority;
        for (int list = PriorityCount - 1; list >= 0; list--)
        {
            QueueEvictions(_tickCtx.OldGroups[list]);
            priority = QueuePriorities(_tickCtx.Groups[list], priority);
        }

        if (!await ApplyUpdatesOfTickAsync())
            return false;

        for (int list = PriorityCount - 1; list >= 0; list--)
        {
            GroupLink head = _tickCtx.OldGroups[list];
            for (GroupLink at = head.Next; at != head; at = at.Next)
            {
                // What the firmware still had to say of this group must not be taken for the next one's.
                if (at.Group.CsgId >= 0)
                    ProcessCsgIrqLocked(at.Group.CsgId);
                await UnbindLockedAsync(at.Group);
            }
        }

        return true;
    }

    private void QueueEvictions(GroupLink head)
    {
        for (GroupLink at = head.Next; at != head; at = at.Next)
        {
            PanthorGroup group = at.Group;
            if (Sim.Warn(group.CsgId < 0, $"tick_ctx_apply: {group} is on no slot"))
                continue;
            _updCtx.QueueReqs(
                group.CsgId,
                group.CanRun ? FwIface.CSG_STATE_SUSPEND : FwIface.CSG_STATE_TERMINATE,
                FwIface.CSG_STATE_MASK);
        }
    }

    private uint QueuePriorities(GroupLink head, uint priority)
    {
        for (GroupLink at = head.Next; at != head; at = at.Next, priority--)
        {
            int csgId = at.Group.CsgId;
            if (csgId < 0 || _slots[csgId].Priority == priority)
                continue;
            FwCsgIface csg = Fw.GetCsgIface(csgId);
            Fw.CsgEndpointReqUpdate(
                csg, FwIface.CSG_EP_REQ_PRIORITY(priority), FwIface.CSG_EP_REQ_PRIORITY_MASK);
            QueueEndpointConfig(csg, csgId);
        }

        return priority;
    }

    private void QueueEndpointConfig(FwCsgIface csg, int csgId) => _updCtx.QueueReqs(
        csgId, csg.Output.Ack ^ FwIface.CSG_ENDPOINT_CONFIG, FwIface.CSG_ENDPOINT_CONFIG);

    private async KTask<bool> StartAsync()
    {
        uint free = 0;
        foreach (PanthorCsgSlot slot in _slots)
            free |= slot.Group is null ? 1u << slot.Index : 0;

        _updCtx.Init();
        uint priority = MaxCsgPriority;
        for (int list = PriorityCount - 1; list >= 0; list--)
        {
            GroupLink head = _tickCtx.Groups[list];
            for (GroupLink at = head.Next; at != head; at = at.Next, priority--)
            {
                PanthorGroup group = at.Group;
                if (group.CsgId >= 0)
                    continue;
                if (Device.WarnOn(free == 0, "tick_ctx_apply: no slot is free"))
                    break;
                int csgId = BitOperations.TrailingZeroCount(free);
                if (await BindLockedAsync(group, csgId) != Errno.None)
                {
                    Device.ScheduleReset();
                    _tickCtx.CsgUpdFailedMask |= 1u << csgId;
                    return false;
                }

                ProgramSlotLocked(csgId, priority);
                _updCtx.QueueReqs(
                    csgId,
                    group.State == PanthorGroupState.Suspended ? FwIface.CSG_STATE_RESUME : FwIface.CSG_STATE_START,
                    FwIface.CSG_STATE_MASK);
                QueueEndpointConfig(Fw.GetCsgIface(csgId), csgId);
                free &= ~(1u << csgId);
            }
        }

        return await ApplyUpdatesOfTickAsync();
    }

    private async KTask<bool> ApplyUpdatesOfTickAsync()
    {
        if (await ApplyUpdatesLockedAsync(_updCtx) == Errno.None)
            return true;
        Device.ScheduleReset();
        _tickCtx.CsgUpdFailedMask |= _updCtx.TimedoutMask;
        return false;
    }

    /// <summary>Groups on slots are in no list. One that was destroyed meanwhile has to leave at once.</summary>
    private void ReleaseChosen(GroupLink head)
    {
        GroupLink next;
        for (GroupLink at = head.Next; at != head; at = next)
        {
            next = at.Next;
            at.DelInit();
            if (at.Group.Destroyed)
                _tickCtx.ImmediateTick = true;
            at.Group.Put();
        }
    }

    /// <summary>Groups that can run no more stay for <see cref="CleanUp"/>.</summary>
    private void ReturnEvicted(GroupLink head, int priority)
    {
        GroupLink next;
        for (GroupLink at = head.Next; at != head; at = next)
        {
            next = at.Next;
            if (!at.Group.CanRun)
                continue;
            at.MoveTail((at.Group.IsIdle ? _idle : _runnable)[priority]);
            at.Group.Put();
        }
    }

    /// <summary>Groups that can run no more are finished; after a failure everybody goes back where he was.</summary>
    /// <remarks>C: tick_ctx_cleanup.</remarks>
    private void CleanUp()
    {
        bool hasFailed = _tickCtx.CsgUpdFailedMask != 0;
        for (int i = 0; i < PriorityCount; i++)
        {
            GroupLink head = _tickCtx.OldGroups[i];
            GroupLink next;
            for (GroupLink at = head.Next; at != head; at = next)
            {
                next = at.Next;
                PanthorGroup group = at.Group;
                Sim.Warn(!hasFailed && group.CanRun, $"tick_ctx_cleanup: {group} was forgotten");
                if (!group.CanRun)
                {
                    at.DelInit();
                    group.WaitNode.DelInit();
                    group.QueueTermWork();
                }
                else
                {
                    LeaveTick(group);
                }

                group.Put();
            }
        }

        for (int i = 0; i < PriorityCount; i++)
        {
            GroupLink head = _tickCtx.Groups[i];
            Device.WarnOn(!hasFailed && !head.IsEmpty, "tick_ctx_cleanup: chosen groups are left");
            GroupLink next;
            for (GroupLink at = head.Next; at != head; at = next)
            {
                next = at.Next;
                LeaveTick(at.Group);
                at.Group.Put();
            }
        }
    }

    private void LeaveTick(PanthorGroup group)
    {
        if (group.CsgId >= 0)
            group.RunNode.DelInit();
        else
            group.RunNode.Move(ListOf(group));
    }
}
