using System.Numerics;
using Panthor.Driver.Firmware;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Requests to the firmware, and what it says about slots.</content>
public sealed partial class PanthorScheduler
{
    private static readonly Duration s_csgUpdateTimeout = Duration.FromMilliseconds(100);

    /// <summary>Sends the requests, rings once, waits for each answer and takes over what it says.</summary>
    /// <returns>ETIMEDOUT when a slot did not answer within 100 ms; the context tells which.</returns>
    /// <remarks>C: csgs_upd_ctx_apply_locked.</remarks>
    private async KTask<Errno> ApplyUpdatesLockedAsync(CsgSlotsUpdCtx ctx)
    {
        Lock.AssertHeld();
        if (ctx.UpdateMask == 0)
            return Errno.None;

        await Sim.PreemptionPoint(ChoiceKind.SharedMemory);
        for (uint left = ctx.UpdateMask; left != 0; left &= left - 1)
        {
            int csgId = BitOperations.TrailingZeroCount(left);
            Fw.GetCsgIface(csgId).UpdateReqs(ctx.Value(csgId), ctx.Mask(csgId));
        }

        await Sim.PreemptionPoint(ChoiceKind.Doorbell);
        Fw.RingCsgDoorbells(ctx.UpdateMask);

        for (uint left = ctx.UpdateMask; left != 0; left &= left - 1)
        {
            int csgId = BitOperations.TrailingZeroCount(left);
            uint mask = ctx.Mask(csgId);
            (Errno ret, uint acked) = await Fw.CsgWaitAcksAsync(csgId, mask, s_csgUpdateTimeout);

            if ((acked & FwIface.CSG_ENDPOINT_CONFIG) != 0)
                SyncPriorityLocked(csgId);
            if ((acked & FwIface.CSG_STATE_MASK) != 0)
                SyncStateLocked(csgId);
            if ((acked & FwIface.CSG_STATUS_UPDATE) != 0)
                SyncQueuesStateLocked(csgId);

            FwCsgIface csg = Fw.GetCsgIface(csgId);
            if (ret != Errno.None && acked != mask && ((csg.Input.Req ^ csg.Output.Ack) & mask) != 0)
            {
                Device.Log.Error($"CSG {csgId} update request timedout");
                ctx.TimedoutMask |= 1u << csgId;
            }
        }

        return ctx.TimedoutMask != 0 ? Errno.ETIMEDOUT : Errno.None;
    }

    /// <summary>The priority of a slot is what was asked for once the firmware has said so.</summary>
    /// <remarks>C: csg_slot_sync_priority_locked.</remarks>
    private void SyncPriorityLocked(int csgId)
    {
        Lock.AssertHeld();
        PanthorCsgSlot slot = _slots[csgId];
        slot.Priority = FwIface.CSG_EP_REQ_PRIORITY_GET(Fw.CsgEndpointReqGet(Fw.GetCsgIface(csgId)));
        Sim.Events.Record(
            SchedulingEvents.GroupPriority, (ulong)(slot.Group?.Id ?? 0), (ulong)csgId, slot.Priority);
    }

    /// <summary>Takes over the state of the group on a slot.</summary>
    /// <remarks>C: csg_slot_sync_state_locked.</remarks>
    private void SyncStateLocked(int csgId)
    {
        Lock.AssertHeld();
        if (_slots[csgId].Group is not { } group)
            return;

        PanthorGroupState before = group.State;
        PanthorGroupState after = DecodeState(csgId, Fw.GetCsgIface(csgId).Output.Ack & FwIface.CSG_STATE_MASK);
        if (before == after)
            return;

        // The firmware may have lost its mind: a fresh one is needed.
        if (after == PanthorGroupState.Unknown)
            Device.ScheduleReset();
        if (after == PanthorGroupState.Suspended)
            SyncQueuesStateLocked(csgId);
        if (before == PanthorGroupState.Active)
            ResetQueueSlotsLocked(csgId);
        group.State = after;
        Sim.Events.Record(
            SchedulingEvents.GroupState, (ulong)group.Id, (ulong)csgId, (ulong)before, (ulong)after);
    }

    private PanthorGroupState DecodeState(int csgId, uint state)
    {
        switch (state)
        {
            case FwIface.CSG_STATE_START:
            case FwIface.CSG_STATE_RESUME:
                return PanthorGroupState.Active;
            case FwIface.CSG_STATE_TERMINATE:
                return PanthorGroupState.Terminated;
            case FwIface.CSG_STATE_SUSPEND:
                return PanthorGroupState.Suspended;
            default:
                Device.Log.Error($"Invalid state on CSG {csgId} (state={state})");
                return PanthorGroupState.Unknown;
        }
    }

    /// <summary>Takes over which queues of the group on a slot are idle or blocked.</summary>
    /// <remarks>C: csg_slot_sync_queues_state_locked.</remarks>
    private void SyncQueuesStateLocked(int csgId)
    {
        Lock.AssertHeld();
        PanthorGroup group = _slots[csgId].Group!;
        group.IdleQueues = 0;
        group.BlockedQueues = 0;
        for (int i = 0; i < group.QueueCount; i++)
        {
            if (group.Queue(i) is { } queue)
                SyncQueueStateLocked(group, queue, Fw.GetCsIface(csgId, i).Output);
        }
    }

    /// <summary>
    /// A queue whose asynchronous work is not done is neither idle nor blocked: it goes on without anybody's help.
    /// </summary>
    /// <remarks>C: cs_slot_sync_queue_state_locked.</remarks>
    private void SyncQueueStateLocked(PanthorGroup group, PanthorQueue queue, in FwCsOutput output)
    {
        bool isAllDone = output.StatusScoreboards == 0;
        switch (output.StatusBlockedReason)
        {
            case FwIface.CS_STATUS_BLOCKED_REASON_UNBLOCKED:
                if (queue.Insert == queue.Extract && isAllDone)
                    group.IdleQueues |= queue.Mask;
                break;
            case FwIface.CS_STATUS_BLOCKED_REASON_SYNC_WAIT:
                if (group.WaitNode.IsEmpty)
                    group.WaitNode.MoveTail(_waiting);
                if (isAllDone)
                    group.BlockedQueues |= queue.Mask;
                queue.SetSyncwait(output);
                break;
        }
    }

    /// <summary>
    /// Stops the streams of a slot, for whoever comes next: nobody has to hear of it before the slot is started again.
    /// </summary>
    private void ResetQueueSlotsLocked(int csgId)
    {
        PanthorGroup group = _slots[csgId].Group!;
        for (int i = 0; i < group.QueueCount; i++)
        {
            if (group.Queue(i) is { } queue)
                ResetQueueSlotLocked(csgId, queue);
        }
    }

    /// <summary>C: cs_slot_reset_locked.</summary>
    private void ResetQueueSlotLocked(int csgId, PanthorQueue queue)
    {
        Lock.AssertHeld();
        Fw.GetCsIface(csgId, queue.Index).UpdateReqs(FwIface.CS_STATE_STOP, FwIface.CS_STATE_MASK);
        queue.SuspendTimeout();
    }
}
