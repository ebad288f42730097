using System;
using Panthor.Driver.Device;
using Panthor.Hardware;
using Panthor.Kernel;
using static Panthor.Driver.Firmware.FwIface;

namespace Panthor.Driver.Firmware;

/// <content>Start and end of the microcontroller, its interrupt, and what a reset does to it.</content>
public sealed partial class PanthorFw
{
    private const uint PWROFF_HYSTERESIS_US = 10_000;
    private const uint IDLE_HYSTERESIS_US = 800;
    private const ulong PROGRESS_TIMEOUT_CYCLES = 5UL * 500 * 1024 * 1024;
    private const int PROGRESS_TIMEOUT_SCALE_SHIFT = 10;

    private static readonly Duration s_bootTimeout = Duration.FromMilliseconds(1000);
    private static readonly Duration s_poll = Duration.FromMicroseconds(10);
    private static readonly Duration s_stopTimeout = Duration.FromMilliseconds(100);
    private static readonly Duration s_haltTimeout = Duration.FromSeconds(1);

    private static readonly string[] s_statusNames = ["disabled", "enabled", "halt", "fatal"];

    /// <summary>
    /// Stops the firmware before a reset or before the power goes (<c>panthor_fw_pre_reset()</c>). Unless the GPU
    /// hangs, it is asked to halt first; if it does, the reset can be a fast one.
    /// </summary>
    internal async KTask PreResetAsync(bool onHang)
    {
        await _pingWork.CancelSyncAsync();
        _device.IsFastReset = false;
        if (!onHang)
        {
            HaltMcu();
            _device.IsFastReset = await WaitMcuHaltedAsync();
            if (!_device.IsFastReset)
            {
                _device.Log.Warning("Failed to cleanly suspend MCU");
            }
        }

        await Irq.SuspendAsync();
        await StopAsync();
    }

    /// <summary>
    /// Starts the firmware again, from its sections as the file has them unless the reset is a fast one
    /// (<c>panthor_fw_post_reset()</c>).
    /// </summary>
    internal async KTask<Errno> PostResetAsync()
    {
        Errno active = await Vm.ActiveAsync();
        if (active != Errno.None)
        {
            return active;
        }

        bool fast = _device.IsFastReset;
        if (fast)
        {
            SetMcuActive();
        }
        else
        {
            await ReloadSectionsAsync();
        }

        KernelResult started = await StartAsync(!fast);
        if (!started.IsOk)
        {
            _device.Log.Error($"FW {(fast ? "fast" : "slow")} reset failed");
            return started.Errno;
        }

        InitGlobalIface();
        return Errno.None;
    }

    // panthor_fw_start()
    private async KTask<KernelResult> StartAsync(bool reloaded)
    {
        IsBooted = false;
        Irq.EnableEvents(uint.MaxValue);
        Irq.Resume();
        Sim.Events.Record(FwEvents.Start, reloaded ? 1UL : 0UL);
        await Sim.PreemptionPoint(ChoiceKind.Register);
        _mcu.Write(GpuRegisters.MCU_CONTROL, GpuRegisters.MCU_CONTROL_AUTO);

        // The interrupt may be on its way still: the status has the last word.
        if (await _reqWaitQueue.WaitAsync(this, static fw => fw.IsBooted, s_bootTimeout) || IsBooted ||
            (Irq.Registers.Read(PanthorIrq.INT_STAT) & GpuRegisters.JOB_INT_GLOBAL_IF) != 0)
        {
            return KernelResult.Ok;
        }

        uint status = _mcu.Read(GpuRegisters.MCU_STATUS);
        string name = status < s_statusNames.Length ? s_statusNames[status] : "unknown";
        _device.Log.Error($"Failed to boot MCU (status={name})");
        return KernelResult.Fail(
            Errno.ETIMEDOUT, $"the microcontroller did not boot within {s_bootTimeout}, its status is {name}");
    }

    // panthor_fw_stop()
    private async KTask StopAsync()
    {
        Sim.Events.Record(FwEvents.Stop, _mcu.Read(GpuRegisters.MCU_STATUS) == GpuRegisters.MCU_STATUS_HALT ? 1UL : 0UL);
        _mcu.Write(GpuRegisters.MCU_CONTROL, GpuRegisters.MCU_CONTROL_DISABLE);
        Errno stopped = await _mcu.PollWordAsync(
            Sim, GpuRegisters.MCU_STATUS, GpuRegisters.MCU_STATUS_DISABLED, s_poll, s_stopTimeout);
        if (stopped != Errno.None)
        {
            _device.Log.Error("Failed to stop MCU");
        }
    }

    // panthor_fw_halt_mcu()
    private void HaltMcu()
    {
        FwGlobalIface global = Global
            ?? throw Sim.Oops("Unable to handle kernel NULL pointer dereference in panthor_fw_halt_mcu");
        if (HasGlobalState)
        {
            global.UpdateReqs(GLB_STATE(GLB_STATE_HALT), GLB_STATE_MASK);
        }
        else
        {
            global.UpdateReqs(GLB_HALT, GLB_HALT);
        }

        RingDoorbell((int)GpuRegisters.CSF_GLB_DOORBELL_ID);
    }

    // panthor_fw_wait_mcu_halted(). The C waits busily; its other CPUs go on meanwhile, and one of them may hold the lock
    // of a region that the firmware waits for before it halts.
    private async KTask<bool> WaitMcuHaltedAsync()
    {
        VirtualTime end = Sim.Now + s_haltTimeout;
        while (!IsMcuHalted)
        {
            if (Sim.Now > end)
            {
                _device.Log.Warning("Timed out waiting for MCU to halt");
                return false;
            }

            await Sim.Sleep(s_poll);
        }

        return true;
    }

    // panthor_fw_mcu_halted()
    private bool IsMcuHalted => _mcu.Read(GpuRegisters.MCU_STATUS) == GpuRegisters.MCU_STATUS_HALT &&
        (!HasGlobalState || GLB_STATE_GET(Global.Output.Ack) == GLB_STATE_HALT);

    // panthor_fw_mcu_set_active()
    private void SetMcuActive()
    {
        if (HasGlobalState)
        {
            Global.UpdateReqs(GLB_STATE(GLB_STATE_ACTIVE), GLB_STATE_MASK);
        }
        else
        {
            Global.UpdateReqs(0, GLB_HALT);
        }
    }

    // panthor_fw_init_global_iface()
    private void InitGlobalIface()
    {
        FwGlobalInput input = Global.Input;
        input.CoreEnMask = _device.GpuInfo.ShaderPresent;
        input.PoweroffTimer = ConvertTimeout(PWROFF_HYSTERESIS_US);
        input.ProgressTimer = (uint)(PROGRESS_TIMEOUT_CYCLES >> PROGRESS_TIMEOUT_SCALE_SHIFT);
        input.IdleTimer = ConvertTimeout(IDLE_HYSTERESIS_US);
        input.AckIrqMask = GLB_CFG_ALLOC_EN | GLB_PING | GLB_CFG_PROGRESS_TIMER | GLB_CFG_POWEROFF_TIMER |
            GLB_IDLE_EN | GLB_IDLE | (HasGlobalState ? GLB_STATE_MASK : 0);
        Global.UpdateReqs(GLB_IDLE_EN | GLB_COUNTER_EN, GLB_IDLE_EN | GLB_COUNTER_EN);
        Global.ToggleReqs(GLB_CFG_ALLOC_EN | GLB_CFG_POWEROFF_TIMER | GLB_CFG_PROGRESS_TIMER);
        RingDoorbell((int)GpuRegisters.CSF_GLB_DOORBELL_ID);
        _device.ResetQueue.ModifyDelayed(_pingWork, s_pingInterval);
    }

    // panthor_fw_conv_timeout(): in units of 1024 ticks of the system counter, rounded up; of the GPU's clock where the
    // rate of the system counter is not known.
    private uint ConvertTimeout(uint microseconds)
    {
        bool usesCycles = _device.Platform.TimestampHz == 0;
        long rate = usesCycles ? _device.Platform.CoreClockHz : _device.Platform.TimestampHz;
        const ulong Unit = 1_000_000UL << 10;
        ulong ticks = ((ulong)microseconds * (ulong)rate + Unit - 1) / Unit;
        return GLB_TIMER_VAL(Math.Min(ticks, GLB_TIMER_VAL_MASK)) | (usesCycles ? GLB_TIMER_SOURCE_GPU_COUNTER : 0);
    }

    // panthor_job_irq_handler(): before the firmware has booted, an event says only that it has.
    private KTask HandleIrq(uint status)
    {
        VirtualTime start = Sim.Now;
        Irq.Registers.Write(PanthorIrq.INT_CLEAR, status);
        IsBooted |= (status & GpuRegisters.JOB_INT_GLOBAL_IF) != 0;
        _reqWaitQueue.WakeUpAll();
        if (IsBooted)
        {
            _device.Scheduler?.ReportFwEvents(status);
            Sim.Events.Record(FwEvents.GpuJobIrq, status, (ulong)(Sim.Now - start).Nanoseconds);
        }

        return KTask.Completed;
    }
}
