using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Events of the firmware.</content>
public sealed partial class PanthorScheduler
{
    private const uint JobIntGlobalIf = 1u << 31;

    private uint _fwEvents;

    /// <summary>The firmware has events; called in the interrupt's thread.</summary>
    /// <param name="events">Bit 31: the firmware as a whole; else a bit a slot.</param>
    /// <remarks>
    /// C: panthor_sched_report_fw_events. All events take the scheduler's lock, which the interrupt's thread must not
    /// wait for: a tick that holds it waits for that thread to see acknowledgements.
    /// </remarks>
    public void ReportFwEvents(uint events)
    {
        _fwEvents |= events;
        QueueWork(_fwEventsWork);
    }

    /// <summary>Forgets events that nobody has looked at: no group is on a slot, the firmware is halted.</summary>
    /// <remarks>A part of <see cref="Driver.Patches.ProjectPatches.FreezeWorkqueues"/>.</remarks>
    internal async KTask CancelEventsAsync()
    {
        await _fwEventsWork.CancelSyncAsync();
        _fwEvents = 0;
    }

    /// <summary>A page fault happened: the tick kills the groups of the VM.</summary>
    /// <remarks>C: panthor_sched_report_mmu_fault.</remarks>
    public void ReportMmuFault() => QueueTick(0);

    /// <summary>C: process_fw_events_work.</summary>
    private async KTask ProcessFwEventsAsync()
    {
        uint events = _fwEvents;
        _fwEvents = 0;
        await Lock.LockAsync();
        if ((events & JobIntGlobalIf) != 0)
            ProcessGlobalIrqLocked();
        for (uint left = events & ~JobIntGlobalIf; left != 0; left &= left - 1)
            ProcessCsgIrqLocked(BitOperations.TrailingZeroCount(left));
        Lock.Unlock();
    }

    /// <summary>C: sched_process_global_irq_locked, sched_process_idle_event_locked.</summary>
    private void ProcessGlobalIrqLocked()
    {
        Lock.AssertHeld();
        FwGlobalIface glb = Fw.Global;
        if (((glb.Input.Req ^ glb.Output.Ack) & FwIface.GLB_EVT_MASK & FwIface.GLB_IDLE) != 0)
        {
            glb.UpdateReqs(glb.Output.Ack, FwIface.GLB_IDLE);
            QueueTick(0);
        }
    }

    /// <summary>Looks after all events of a slot and of its streams.</summary>
    /// <remarks>C: sched_process_csg_irq_locked.</remarks>
    private void ProcessCsgIrqLocked(int csgId)
    {
        Lock.AssertHeld();
        if (Sim.Warn(csgId >= _slots.Length, $"sched_process_csg_irq_locked: there is no slot {csgId}"))
            return;
        FwCsgIface csg = Fw.GetCsgIface(csgId);
        FwCsgInput input = csg.Input;
        uint req = input.Req;
        uint ack = csg.Output.Ack;
        uint csIrqReq = csg.Output.CsIrqReq;
        uint csIrqs = csIrqReq ^ input.CsIrqAck;
        if (req == ack && csIrqs == 0)
            return;

        // Before anything is looked at: what the firmware reports from here on makes a new interrupt.
        input.CsIrqAck = csIrqReq;
        csg.UpdateReqs(
            ack, FwIface.CSG_SYNC_UPDATE | FwIface.CSG_IDLE | FwIface.CSG_PROGRESS_TIMER_EVENT);

        uint events = (req ^ ack) & FwIface.CSG_EVT_MASK;
        if ((events & FwIface.CSG_IDLE) != 0)
            ProcessIdleEventLocked();
        if ((events & FwIface.CSG_PROGRESS_TIMER_EVENT) != 0)
            ProcessProgressTimerEventLocked(csgId);

        uint ring = 0;
        for (uint left = csIrqs; left != 0; left &= left - 1)
        {
            int csId = BitOperations.TrailingZeroCount(left);
            ring |= ProcessCsIrqLocked(csgId, csId) ? 1u << csId : 0;
        }

        if ((events & FwIface.CSG_SYNC_UPDATE) != 0)
            SyncUpdateLocked(csgId);
        if (ring != 0)
            csg.ToggleDoorbellReqs(ring);
        Fw.RingCsgDoorbells(1u << csgId);
    }

    /// <summary>C: csg_slot_process_idle_event_locked.</summary>
    private void ProcessIdleEventLocked()
    {
        _mightHaveIdleGroups = true;
        QueueTick(0);
    }

    /// <summary>C: csg_slot_process_progress_timer_event_locked.</summary>
    private void ProcessProgressTimerEventLocked(int csgId)
    {
        PanthorGroup? group = _slots[csgId].Group;
        if (!Device.WarnOn(group is null, "csg_slot_process_progress_timer_event_locked: the slot has no group"))
        {
            Device.Log.Warning($"CSG_PROGRESS_TIMER_EVENT: pid={group!.Pid}, comm={group.Comm}");
            group.TimedOut = true;
        }

        Device.Log.Warning($"CSG slot {csgId} progress timeout");
        QueueTick(0);
    }

    /// <summary>Some jobs may be done, and waits be over, of this group and of others.</summary>
    /// <remarks>C: csg_slot_sync_update_locked.</remarks>
    private void SyncUpdateLocked(int csgId)
    {
        _slots[csgId].Group?.QueueSyncUpdWork();
        QueueWork(_syncUpdWork);
    }

    /// <summary>Looks after the events of a stream.</summary>
    /// <returns>Whether the stream has to be told that it may go on.</returns>
    /// <remarks>C: cs_slot_process_irq_locked. A full heap is acknowledged when there is more of it.</remarks>
    private bool ProcessCsIrqLocked(int csgId, int csId)
    {
        FwCsIface cs = Fw.GetCsIface(csgId, csId);
        uint ack = cs.Output.Ack;
        uint events = (cs.Input.Req ^ ack) & FwIface.CS_EVT_MASK;
        if ((events & FwIface.CS_FATAL) != 0)
            ProcessFatalEventLocked(csgId, csId, cs.Output);
        if ((events & FwIface.CS_FAULT) != 0)
            ProcessFaultEventLocked(csgId, csId, cs.Output);
        if ((events & FwIface.CS_TILER_OOM) != 0)
        {
            PanthorGroup? group = _slots[csgId].Group;
            if (!Device.WarnOn(group is null, "cs_slot_process_tiler_oom_event_locked: the slot has no group"))
                group!.QueueTilerOomWork(csId, _heapAllocWq);
        }

        cs.UpdateReqs(ack, FwIface.CS_FATAL | FwIface.CS_FAULT);
        return (events & (FwIface.CS_FAULT | FwIface.CS_TILER_OOM)) != 0;
    }

    /// <summary>C: cs_slot_process_fatal_event_locked.</summary>
    private void ProcessFatalEventLocked(int csgId, int csId, in FwCsOutput output)
    {
        uint fatal = output.Fatal;
        ulong info = output.FatalInfo;
        Sim.Events.Record(SchedulingEvents.CsFatal, (ulong)csgId, (ulong)csId, fatal, info);
        if (_slots[csgId].Group is { } group)
        {
            Device.Log.Warning($"CS_FATAL: pid={group.Pid}, comm={group.Comm}");
            group.FatalQueues |= 1u << csId;
        }

        if (FwIface.CS_EXCEPTION_TYPE(fatal) == (uint)GpuException.CS_UNRECOVERABLE && Patches.ResetsOnUnrecoverable)
        {
            // Nothing is scheduled before the reset.
            Device.ScheduleReset();
            _tickWork.Cancel();
        }
        else
        {
            QueueTick(0);
        }

        LogException("CS_FATAL", csgId, csId, fatal, info);
    }

    /// <summary>The job at which the stream stands goes wrong; the stream goes on at the next error barrier.</summary>
    /// <remarks>C: cs_slot_process_fault_event_locked.</remarks>
    private void ProcessFaultEventLocked(int csgId, int csId, in FwCsOutput output)
    {
        uint fault = output.Fault;
        ulong info = output.FaultInfo;
        Sim.Events.Record(SchedulingEvents.CsFault, (ulong)csgId, (ulong)csId, fault, info);
        if (_slots[csgId].Group is { } group)
        {
            if (csId < group.QueueCount && group.Queue(csId) is { } queue)
                queue.FailCurrentJob(queue.Extract);
            Device.Log.Warning($"CS_FAULT: pid={group.Pid}, comm={group.Comm}");
        }

        LogException("CS_FAULT", csgId, csId, fault, info);
    }

    private void LogException(string what, int csgId, int csId, uint status, ulong info)
    {
        uint type = FwIface.CS_EXCEPTION_TYPE(status);
        Device.Log.Warning(
            $"""
            CSG slot {csgId} CS slot: {csId}
            {what}.EXCEPTION_TYPE: 0x{type:x} ({PanthorException.Name(type)})
            {what}.EXCEPTION_DATA: 0x{FwIface.CS_EXCEPTION_DATA(status):x}
            {what}_INFO.EXCEPTION_DATA: 0x{info:x}
            """);
    }
}
