using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <content>Doorbells, and waiting for the firmware's answers.</content>
public sealed partial class PanthorFw
{
    private static readonly Duration s_ackBusyWait = Duration.FromMicroseconds(10);
    private static readonly Duration s_ackPoll = Duration.FromMicroseconds(1);

    /// <summary>Rings a doorbell (<c>panthor_fw_ring_doorbell()</c>).</summary>
    /// <param name="id">Number of the doorbell; 0 is that of the firmware as a whole.</param>
    public void RingDoorbell(int id) => _device.Platform.Registers.Write32(GpuRegisters.CSF_DOORBELL((uint)id), 1);

    /// <summary>
    /// Rings the doorbells of group slots, by way of the global one (<c>panthor_fw_ring_csg_doorbells()</c>).
    /// </summary>
    /// <param name="mask">A bit a slot.</param>
    public void RingCsgDoorbells(uint mask)
    {
        Global.ToggleDoorbellReqs(mask);
        RingDoorbell((int)GpuRegisters.CSF_GLB_DOORBELL_ID);
    }

    /// <summary>
    /// Waits until the firmware has acknowledged requests to it as a whole (<c>panthor_fw_glb_wait_acks()</c>).
    /// </summary>
    /// <param name="reqMask">The requests; GLB_HALT is none, as nobody acknowledges it.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <returns>
    /// <see cref="Errno.None"/> and the whole mask; <see cref="Errno.ETIMEDOUT"/> and the requests that were
    /// acknowledged nevertheless; <see cref="Errno.EINVAL"/> and nothing for bits that are no requests.
    /// </returns>
    public async KTask<(Errno Result, uint Acked)> GlbWaitAcksAsync(uint reqMask, Duration timeout)
    {
        const uint NoRequest = ~FwIface.GLB_REQ_MASK | FwIface.GLB_HALT;
        return _device.WarnOn((reqMask & NoRequest) != 0, "panthor_fw_glb_wait_acks: bits that are not acknowledged")
            ? (Errno.EINVAL, 0)
            : await WaitAcksAsync(Global, reqMask, timeout);
    }

    /// <summary>
    /// Waits until the firmware has acknowledged requests to a group slot (<c>panthor_fw_csg_wait_acks()</c>).
    /// </summary>
    /// <param name="csg">Number of the slot.</param>
    /// <param name="reqMask">The requests.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <returns>
    /// As <see cref="GlbWaitAcksAsync"/>. The bits of the state are all acknowledged or none.
    /// </returns>
    public async KTask<(Errno Result, uint Acked)> CsgWaitAcksAsync(int csg, uint reqMask, Duration timeout)
    {
        if (_device.WarnOn((reqMask & ~FwIface.CSG_REQ_MASK) != 0, "panthor_fw_csg_wait_acks: bits that are no request"))
        {
            return (Errno.EINVAL, 0);
        }

        (Errno result, uint acked) = await WaitAcksAsync(GetCsgIface(csg), reqMask, timeout);
        bool isStateAcked = (acked & FwIface.CSG_STATE_MASK) == FwIface.CSG_STATE_MASK;
        return (result, isStateAcked ? acked : acked & ~FwIface.CSG_STATE_MASK);
    }

    // Most answers come at once: look for a moment before sleeping. The interrupt may be lost: look once more at the end.
    private async KTask<(Errno Result, uint Acked)> WaitAcksAsync(FwReqAckIface iface, uint reqMask, Duration timeout)
    {
        await _device.Simulation.PreemptionPoint(ChoiceKind.SharedMemory);
        uint req = iface.ReqWord & reqMask;
        VirtualTime end = _device.Simulation.Now + s_ackBusyWait;
        while ((iface.AckWord & reqMask) != req && _device.Simulation.Now < end)
        {
            _device.Simulation.BusyWait(s_ackPoll);
        }

        bool isAcked = await _reqWaitQueue.WaitAsync(
            (Iface: iface, Mask: reqMask, Req: req), static wait => (wait.Iface.AckWord & wait.Mask) == wait.Req, timeout);
        return isAcked ? (Errno.None, reqMask) : (Errno.ETIMEDOUT, ~(req ^ iface.AckWord) & reqMask);
    }
}
