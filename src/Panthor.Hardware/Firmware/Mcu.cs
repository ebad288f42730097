using Panthor.Kernel;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware;

/// <summary>The micro-controller of the command stream frontend: its two registers, its start and its end.</summary>
internal sealed class Mcu : ISimEvent
{
    private const ulong KindBoot = 0;
    private const ulong KindStop = 1;

    private readonly Simulation _simulation;
    private readonly GpuControl _gpu;
    private readonly CsfFirmware _firmware;
    private uint _generation;
    private bool _stopping;

    public Mcu(Simulation simulation, GpuControl gpu, CsfFirmware firmware)
    {
        _simulation = simulation;
        _gpu = gpu;
        _firmware = firmware;
        firmware.StatusChanged = SetStatus;
    }

    /// <summary>MCU_CONTROL as written.</summary>
    public uint Control { get; private set; }

    /// <summary>MCU_STATUS.</summary>
    public McuStatus Status { get; private set; }

    /// <summary>MCU_CONTROL is written.</summary>
    /// <remarks>AUTO is an ENABLE that also starts the MCU by itself after a power cycle; the model has none.</remarks>
    public void WriteControl(uint value)
    {
        Control = value & 0x3;
        if (Control == MCU_CONTROL_DISABLE)
            Disable();
        else if (!_stopping)
            Enable();
    }

    /// <summary>A doorbell is rung; nobody hears it while the MCU is off.</summary>
    /// <param name="index">Number of the doorbell; 0 is the global interface's.</param>
    public void RingDoorbell(uint index)
    {
        if (Status == McuStatus.Enabled)
            _firmware.RingDoorbell(index);
        else if (Status == McuStatus.Halt && _firmware.IsAsleep)
            _gpu.Irq.Raise(GPU_IRQ_DOORBELL_MIRROR);
    }

    /// <summary>The GPU was reset: the MCU is off at once.</summary>
    public void Reset()
    {
        _generation++;
        _stopping = false;
        Control = MCU_CONTROL_DISABLE;
        Status = McuStatus.Disabled;
        _firmware.Drop();
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        if (data >> 1 != _generation)
            return;

        if ((data & 1) == KindBoot)
        {
            _firmware.Boot();
            return;
        }

        _stopping = false;
        SetStatus(McuStatus.Disabled);
        if (Control != MCU_CONTROL_DISABLE)
            Enable();
    }

    private void Enable()
    {
        if (Status is McuStatus.Enabled or McuStatus.Fatal)
            return;

        bool wakes = Status == McuStatus.Halt && _firmware.IsAsleep;
        SetStatus(McuStatus.Enabled);
        if (wakes)
            _firmware.WakeUp();
        else
            Schedule(HardwareLatency.McuBoot, KindBoot);
    }

    private void Disable()
    {
        _generation++;
        _firmware.Drop();
        if (Status == McuStatus.Disabled)
            return;

        _stopping = true;
        Schedule(HardwareLatency.McuStop, KindStop);
    }

    private void Schedule(Duration typical, ulong kind) =>
        _simulation.Schedule(HardwareLatency.Draw(_simulation, typical), this, ((ulong)_generation << 1) | kind);

    private void SetStatus(McuStatus status)
    {
        if (Status == status)
            return;

        Status = status;
        _simulation.Events.Record(HardwareEvents.McuStatus, (ulong)status);
        _gpu.Irq.Raise(GPU_IRQ_MCU_STATUS_CHANGED);
    }
}
