using Panthor.Driver.Firmware;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Putting groups on slots and taking them off.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>Puts a group on a slot; its VM gets an address space.</summary>
    /// <returns>The error of the VM; EINVAL when group or slot are not free.</returns>
    /// <remarks>C: group_bind_locked.</remarks>
    private async KTask<Errno> BindLockedAsync(PanthorGroup group, int csgId)
    {
        Lock.AssertHeld();
        PanthorCsgSlot slot = _slots[csgId];
        if (Sim.Warn(
            group.CsgId != PanthorGroup.NoSlot || slot.Group is not null,
            $"group_bind_locked: {group} is on slot {group.CsgId}; slot {csgId} has {slot.Group}"))
        {
            return Errno.EINVAL;
        }

        Errno ret = await group.Vm.ActiveAsync();
        if (ret != Errno.None)
            return ret;
        group.Get();
        group.CsgId = csgId;
        for (int i = 0; i < group.QueueCount; i++)
            group.Queue(i)!.DoorbellId = csgId + 1;
        slot.Group = group;
        Sim.Events.Record(
            SchedulingEvents.GroupBind, (ulong)group.Id, (ulong)csgId, (ulong)group.Vm.AsId);
        return Errno.None;
    }

    /// <summary>Takes a group off its slot, which the firmware does not run any more.</summary>
    /// <returns>EINVAL when it is on none, or still runs.</returns>
    /// <remarks>C: group_unbind_locked.</remarks>
    private async KTask<Errno> UnbindLockedAsync(PanthorGroup group)
    {
        Lock.AssertHeld();
        if (Sim.Warn(group.CsgId < 0, $"group_unbind_locked: {group} is on no slot")
            || Sim.Warn(group.State == PanthorGroupState.Active, $"group_unbind_locked: {group} is active"))
        {
            return Errno.EINVAL;
        }

        int csgId = group.CsgId;
        await group.Vm.IdleAsync();
        group.CsgId = PanthorGroup.NoSlot;
        group.CancelTilerOom();
        for (int i = 0; i < group.QueueCount; i++)
            group.Queue(i)!.DoorbellId = -1;
        _slots[csgId].Group = null;
        Sim.Events.Record(SchedulingEvents.GroupUnbind, (ulong)group.Id, (ulong)csgId);
        group.Put();
        return Errno.None;
    }

    /// <summary>Tells the firmware all about the group on a slot; the request to start it comes later.</summary>
    /// <param name="csgId">The slot.</param>
    /// <param name="priority">Its priority, 0 to 15.</param>
    /// <remarks>C: csg_slot_prog_locked.</remarks>
    private void ProgramSlotLocked(int csgId, uint priority)
    {
        Lock.AssertHeld();
        if (priority > MaxCsgPriority || _slots[csgId].Group is not { State: not PanthorGroupState.Active } group)
            return;

        uint queueMask = 0;
        for (int i = 0; i < group.QueueCount; i++)
        {
            if (group.Queue(i) is { } queue)
            {
                ProgramQueueLocked(csgId, queue);
                queueMask |= queue.Mask;
            }
        }

        FwCsgIface csg = Fw.GetCsgIface(csgId);
        FwCsgInput input = csg.Input;
        input.AllowCompute = group.ComputeCoreMask;
        input.AllowFragment = group.FragmentCoreMask;
        input.AllowOther = (uint)group.TilerCoreMask;
        Fw.CsgEndpointReqSet(
            csg,
            FwIface.CSG_EP_REQ_COMPUTE(group.MaxComputeCores)
            | FwIface.CSG_EP_REQ_FRAGMENT(group.MaxFragmentCores)
            | FwIface.CSG_EP_REQ_TILER(group.MaxTilerCores)
            | FwIface.CSG_EP_REQ_PRIORITY(priority));
        input.Config = (uint)group.Vm.AsId;
        input.SuspendBuf = group.SuspendBuf?.GpuVa ?? 0;
        input.ProtmSuspendBuf = group.ProtmSuspendBuf?.GpuVa ?? 0;
        input.AckIrqMask = uint.MaxValue;
        csg.ToggleDoorbellReqs(queueMask);
    }

    /// <summary>Tells the firmware all about a queue.</summary>
    /// <remarks>C: cs_slot_prog_locked.</remarks>
    private void ProgramQueueLocked(int csgId, PanthorQueue queue)
    {
        Lock.AssertHeld();
        const uint Idle = FwIface.CS_IDLE_SYNC_WAIT | FwIface.CS_IDLE_EMPTY;
        FwRingbufInput ring = queue.Iface.Input;
        ring.Extract = queue.Iface.Output.Extract;
        Sim.Warn(ring.Insert < ring.Extract, $"cs_slot_prog_locked: {queue} was read beyond its end");

        FwCsIface cs = Fw.GetCsIface(csgId, queue.Index);
        FwCsInput input = cs.Input;
        input.RingbufBase = queue.RingbufAddress;
        input.RingbufSize = (uint)queue.RingbufSize;
        input.RingbufInput = queue.Iface.InputFwVa;
        input.RingbufOutput = queue.Iface.OutputFwVa;
        input.Config = FwIface.CS_CONFIG_PRIORITY(queue.Priority) | FwIface.CS_CONFIG_DOORBELL((uint)queue.DoorbellId);
        input.AckIrqMask = uint.MaxValue;
        cs.UpdateReqs(Idle | FwIface.CS_STATE_START, Idle | FwIface.CS_STATE_MASK);
        if (ring.Insert != ring.Extract)
            queue.ResumeTimeout();
    }
}
