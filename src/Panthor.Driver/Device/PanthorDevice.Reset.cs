using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <content>Resetting the whole GPU.</content>
public sealed partial class PanthorDevice
{
    /// <summary>True from the moment a reset is asked for until it is done (<c>panthor_device_reset_is_pending()</c>).</summary>
    public bool IsResetPending { get; private set; }

    /// <summary>How often the GPU was reset since probe.</summary>
    public int ResetCount { get; private set; }

    /// <summary>The reset can do without loading the firmware's sections again (<c>reset.fast</c>).</summary>
    public bool IsFastReset { get; internal set; }

    /// <summary>Runs resets, and whatever may end in one, one after the other (<c>reset.wq</c>).</summary>
    internal Workqueue ResetQueue { get; }

    /// <summary>
    /// Asks for a reset of the GPU, once, in a worker (<c>panthor_device_schedule_reset()</c>). A device that has no
    /// power, or is losing it, makes it up when the power is back.
    /// </summary>
    public void ScheduleReset()
    {
        if (IsResetPending)
        {
            return;
        }

        IsResetPending = true;
        Simulation.Events.Record(DeviceEvents.ResetScheduled);
        if (PmState == PanthorDevicePmState.Active)
        {
            ResetQueue.Queue(_resetWork);
        }
    }

    /// <summary>Waits for the reset that was asked for, if there is one.</summary>
    public KTask<bool> FlushResetAsync() => _resetWork.FlushAsync();

    // panthor_device_reset_work(). Without power a slow reset is made up for when the power is back.
    private async KTask ResetAsync()
    {
        if (PmState != PanthorDevicePmState.Active)
        {
            return;
        }

        if (!_holdsPowerInReset)
        {
            await ResetActiveAsync();
        }
        else if (Pm.TryGetIfActive())
        {
            await ResetActiveAsync();
            PmPutAutosuspend();
        }
    }

    private async KTask ResetActiveAsync()
    {
        if (!TryEnter())
        {
            return;
        }

        Simulation.Events.Record(DeviceEvents.ResetBegin);
        await Scheduler.PreResetAsync();
        await Fw.PreResetAsync(onHang: true);
        await Mmu.PreResetAsync();
        await Gpu.SoftResetAsync();
        await Gpu.L2PowerOnAsync();
        await Mmu.PostResetAsync();
        Errno result = await Fw.PostResetAsync();
        ResetCount++;
        IsResetPending = false;
        Simulation.Events.Record(DeviceEvents.ResetEnd, (ulong)result);
        if (result == Errno.None || Scheduler.Patches.EndsFailedResets)
        {
            await Scheduler.PostResetAsync(result != Errno.None);
        }

        Exit();
        if (result != Errno.None)
        {
            await UnplugAsync();
            Log.Error("Failed to boot MCU after reset, making device unusable.");
        }
    }
}
