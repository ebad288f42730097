using System.Numerics;
using Panthor.Kernel;
using static Panthor.Hardware.FirmwareInterface;
using static Panthor.Hardware.FirmwareRequests;

namespace Panthor.Hardware;

/// <content>The global interface.</content>
internal sealed partial class CsfFirmware
{
    // Timers count in units of 1024 ticks (the kernel's PROGRESS_TIMEOUT_SCALE_SHIFT, panthor_fw_conv_timeout()).
    private const int TimerShift = 10;

    private EventHandle _idleTimer;
    private bool _idleEnabled;
    private bool _idleReported;
    private uint _idleTime;

    /// <summary>Shader cores that may be used (CFG_ALLOC_EN).</summary>
    public ulong EnabledCores { get; private set; }

    /// <summary>How long a group's endpoints may go without progress; zero for ever (CFG_PROGRESS_TIMER).</summary>
    public Duration ProgressTime { get; private set; }

    private bool HasStateField => Version >= FirmwareVersion.WithGlobalState;

    /// <summary>The endpoint request of groups is the 64-bit word.</summary>
    public bool HasWideEndpointRequest => Version >= FirmwareVersion.With64BitEndpointRequest;

    /// <summary>Woken from sleep: the groups go on.</summary>
    public void WakeUp()
    {
        IsAsleep = false;
        IsRunning = true;
        FireDeferred();
        RequestPass();
        foreach (GroupSlot? slot in _slots)
            slot?.WakeUp();
    }

    /// <summary>A group slot has become idle or busy, or was taken or left.</summary>
    public void UpdateIdle()
    {
        bool busy = false;
        foreach (GroupSlot? slot in _slots)
            busy |= slot is { IsOn: true, IsIdle: false };

        if (busy)
        {
            _idleReported = false;
            Simulation.Cancel(_idleTimer);
            _idleTimer = default;
        }
        else if (!_idleReported && _idleEnabled && !Simulation.IsScheduled(_idleTimer))
        {
            _idleTimer = Schedule(ToDuration(_idleTime), KindIdle);
        }
    }

    /// <summary>A stream has left protected mode, which GLB_PROTM_ENTER began; with the last of them it ends.</summary>
    public void UpdateProtectedMode()
    {
        foreach (GroupSlot? slot in _slots)
        {
            if (slot is { IsProtected: true })
                return;
        }

        LeaveProtectedMode();
    }

    private void LeaveProtectedMode()
    {
        if (!Gpu.IsProtected)
            return;

        Gpu.IsProtected = false;
        if (IsRunning)
            RaiseGlobalEvent(GLB_PROTM_EXIT);
    }

    private void ResetGlobalState()
    {
        EnabledCores = Model.ShaderPresent;
        ProgressTime = Duration.Zero;
        Endpoints.Power.PoweroffTime = Duration.Zero;
        _idleTimer = default;
        _idleEnabled = false;
        _idleReported = true;
        _idleTime = 0;
        IsHung = false;
        IsAsleep = false;
    }

    /// <summary>Looks at all that the host may have asked for.</summary>
    private void Pass()
    {
        uint req = Memory.Read32(_globalInput + GlobalInput.Req);
        uint ack = Memory.Read32(_globalOutput + GlobalOutput.Ack);
        uint changed = (req ^ ack) & ~GLB_EVT_MASK;
        if ((changed & GLB_PING) != 0 && Simulation.Faults.ShouldFail(HardwareFaultPoints.FirmwarePing, null))
        {
            IsHung = true;
            return;
        }

        if (changed != 0)
            AckGlobal(Apply(req, changed), req, ack);

        if (TryHalt(req))
            return;

        uint doorbells = Memory.Read32(_globalInput + GlobalInput.DoorbellReq);
        uint rung = doorbells ^ Memory.Read32(_globalOutput + GlobalOutput.DoorbellAck);
        if (rung == 0)
            return;

        Memory.Write32(_globalOutput + GlobalOutput.DoorbellAck, doorbells);
        for (; rung != 0 && !Memory.IsDead; rung &= rung - 1)
        {
            int index = BitOperations.TrailingZeroCount(rung);
            if (index < SlotCount)
                (_slots[index] ??= new GroupSlot(this, index)).Process();
        }
    }

    /// <summary>Does what the requests ask for.</summary>
    /// <returns>Those that are done and to be acknowledged.</returns>
    private uint Apply(uint req, uint changed)
    {
        if ((changed & GLB_CFG_PROGRESS_TIMER) != 0)
        {
            ulong cycles = (ulong)Memory.Read32(_globalInput + GlobalInput.ProgressTimer) << TimerShift;
            ProgressTime = ToDuration(cycles, Model.CoreClockHz);
        }

        if ((changed & GLB_CFG_POWEROFF_TIMER) != 0)
            Endpoints.Power.PoweroffTime = ToDuration(Memory.Read32(_globalInput + GlobalInput.PoweroffTimer));

        if ((changed & GLB_CFG_ALLOC_EN) != 0)
            EnabledCores = Memory.Read64(_globalInput + GlobalInput.CoreEnMask) & Model.ShaderPresent;

        if ((changed & GLB_COUNTER_EN) != 0)
            Gpu.CountCycles((req & GLB_COUNTER_EN) != 0);

        if ((changed & GLB_IDLE_EN) != 0)
        {
            _idleEnabled = (req & GLB_IDLE_EN) != 0;
            _idleTime = Memory.Read32(_globalInput + GlobalInput.IdleTimer);
        }

        if ((changed & GLB_PROTM_ENTER) != 0)
            EnterProtectedMode();

        // The rest (performance counters, of which there are none: PERFCNT_SIZE is 0; debug configuration) changes
        // nothing that the model shows. HALT is told by MCU_STATUS and not acknowledged.
        return changed & GLB_REQ_MASK & ~GLB_HALT;
    }

    /// <summary>Halts or falls asleep if that is asked for.</summary>
    private bool TryHalt(uint req)
    {
        bool sleeps;
        if (HasStateField)
        {
            uint state = (req & GLB_STATE_MASK) >> GLB_STATE_SHIFT;
            if (state > GLB_STATE_SUSPEND)
                return false;

            AckGlobal(GLB_STATE_MASK, req, Memory.Read32(_globalOutput + GlobalOutput.Ack));
            if (state == GLB_STATE_ACTIVE)
                return false;

            sleeps = state is GLB_STATE_SLEEP or GLB_STATE_SUSPEND;
        }
        else
        {
            sleeps = (req & GLB_SLEEP) != 0;
            if (!sleeps && (req & GLB_HALT) == 0)
                return false;
        }

        Memory.Write32(_globalOutput + GlobalOutput.HaltStatus, 0);
        if (sleeps)
        {
            IsRunning = false;
            IsAsleep = true;
        }
        else
        {
            Drop();
        }

        StatusChanged(McuStatus.Halt);
        return true;
    }

    private void AckGlobal(uint bits, uint req, uint ack)
    {
        uint after = (ack & ~bits) | (req & bits);
        if (after == ack)
            return;

        Memory.Write32(_globalOutput + GlobalOutput.Ack, after);
        Simulation.Events.Record(HardwareEvents.GlobalAck, after ^ ack);
        InterruptGlobal(after ^ ack);
    }

    private void RaiseGlobalEvent(uint bit)
    {
        uint req = Memory.Read32(_globalInput + GlobalInput.Req);
        uint ack = Memory.Read32(_globalOutput + GlobalOutput.Ack);
        if (((req ^ ack) & bit) != 0)
            return;

        Memory.Write32(_globalOutput + GlobalOutput.Ack, ack ^ bit);
        InterruptGlobal(bit);
    }

    private void InterruptGlobal(uint bits)
    {
        uint mask = Memory.Read32(_globalInput + GlobalInput.AckIrqMask);
        if ((mask & bits) != 0 && !_atBoot)
            RaiseInterrupt(GpuRegisters.JOB_INT_GLOBAL_IF);
    }

    private void EnterProtectedMode()
    {
        Gpu.IsProtected = true;
        foreach (GroupSlot? slot in _slots)
            slot?.EnterProtectedMode();
    }

    private void ReportIdle()
    {
        _idleTimer = default;
        _idleReported = true;
        RaiseGlobalEvent(GLB_IDLE);
    }

    private Duration ToDuration(uint timer)
    {
        long rate = (timer & GLB_TIMER_SOURCE_GPU_COUNTER) != 0 ? Model.CoreClockHz : Model.TimestampHz;
        return ToDuration((ulong)(timer & ~GLB_TIMER_SOURCE_GPU_COUNTER) << TimerShift, rate);
    }

    private static Duration ToDuration(ulong ticks, long rate) =>
        Duration.FromNanoseconds((long)((System.UInt128)ticks * 1_000_000_000 / (ulong)rate));
}
