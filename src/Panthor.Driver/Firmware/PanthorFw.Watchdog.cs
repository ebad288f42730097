using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <content>The watchdog: the firmware is asked every twelve seconds whether it is alive.</content>
public sealed partial class PanthorFw
{
    private static readonly Duration s_pingInterval = Duration.FromMilliseconds(12_000);
    private static readonly Duration s_pingTimeout = Duration.FromMilliseconds(100);

    private readonly DelayedWork _pingWork;

    // panthor_fw_ping_work()
    private async KTask PingAsync()
    {
        if (_device.IsResetPending)
        {
            return;
        }

        Global.ToggleReqs(FwIface.GLB_PING);
        RingDoorbell((int)GpuRegisters.CSF_GLB_DOORBELL_ID);
        (Errno result, _) = await GlbWaitAcksAsync(FwIface.GLB_PING, s_pingTimeout);
        Sim.Events.Record(FwEvents.Ping, (ulong)result);
        if (result == Errno.None)
        {
            _device.ResetQueue.ModifyDelayed(_pingWork, s_pingInterval);
        }
        else
        {
            _device.ScheduleReset();
            _device.Log.Error("FW ping timeout, scheduling a reset");
        }
    }
}
