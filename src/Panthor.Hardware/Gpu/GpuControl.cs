using System;
using Panthor.Kernel;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware;

/// <summary>The GPU control block: identification, commands, power domains, counters, bus faults.</summary>
internal sealed partial class GpuControl : ISimEvent
{
    private const uint CommandNop = 0;
    private const uint CommandReset = 1;
    private const uint CommandTime = 3;
    private const uint CommandFlushCaches = 4;
    private const uint CommandClearFault = 7;
    private const ulong KindFlush = 0;
    private const ulong KindReset = 1;

    private readonly Simulation _simulation;
    private readonly GpuModel _model;
    private readonly bool _coherent;
    private readonly Action _reset;
    private readonly Action _l2Changed;
    private readonly uint[] _asnHash = new uint[3];
    private uint _generation;
    private bool _flushing;
    private bool _resetting;
    private bool _hardReset;
    private uint _faultStatus;
    private ulong _faultAddress;
    private uint _l2Config;
    private uint _override0;
    private uint _override1;
    private uint _coherencyProtocol;
    private ulong _timestampOffset;
    private ulong _cyclesBefore;
    private VirtualTime _cyclesSince;
    private bool _countsCycles;

    public GpuControl(
        Simulation simulation, GpuModel model, uint asPresent, bool coherent, InterruptBlock irq, Action reset,
        Action l2Changed)
    {
        _simulation = simulation;
        _model = model;
        _coherent = coherent;
        _reset = reset;
        _l2Changed = l2Changed;
        AsPresent = asPresent;
        Irq = irq;
        Shader = new PowerDomain(simulation, model.ShaderPresent, OnPowerChanged);
        Tiler = new PowerDomain(simulation, model.TilerPresent, OnPowerChanged);
        L2 = new PowerDomain(simulation, model.L2Present, OnPowerChanged);
    }

    public InterruptBlock Irq { get; }

    public PowerDomain Shader { get; }

    public PowerDomain Tiler { get; }

    public PowerDomain L2 { get; }

    public uint AsPresent { get; }

    /// <summary>Number of cache flushes since power-up, as the LATEST_FLUSH page shows it.</summary>
    public uint LatestFlushId { get; private set; }

    /// <summary>Tells whether an address space has faulted (GPU_STATUS).</summary>
    public Func<bool> HasPageFault { get; set; } = static () => false;

    /// <summary>The GPU is in protected mode (GPU_STATUS).</summary>
    public bool IsProtected { get; set; }

    /// <summary>GPU_TIMESTAMP: ticks of the system counter since boot.</summary>
    public ulong Timestamp => TimestampAt(Duration.Zero);

    /// <summary>GPU_CYCLE_COUNT: ticks of the core clock while the counter was on.</summary>
    public ulong CycleCount => CycleCountAt(Duration.Zero);

    /// <summary>GPU_TIMESTAMP at a time to come.</summary>
    public ulong TimestampAt(Duration fromNow) =>
        unchecked(Ticks(_simulation.Now + fromNow - VirtualTime.Zero, _model.TimestampHz) + _timestampOffset);

    /// <summary>GPU_CYCLE_COUNT at a time to come, if nobody switches the counter.</summary>
    public ulong CycleCountAt(Duration fromNow) => _countsCycles
        ? unchecked(_cyclesBefore + Ticks(_simulation.Now + fromNow - _cyclesSince, _model.CoreClockHz))
        : _cyclesBefore;

    /// <summary>A command stream flushed the caches.</summary>
    public void CountFlush()
    {
        LatestFlushId = unchecked(LatestFlushId + 1);
        _simulation.Events.Record(HardwareEvents.CacheFlushDone, LatestFlushId);
    }

    /// <summary>An access or a table walk went to a physical address that is no memory.</summary>
    public void RaiseBusFault(ulong physicalAddress)
    {
        if (_faultStatus == 0)
        {
            _faultStatus = (uint)GpuException.GPU_BUS_FAULT;
            _faultAddress = physicalAddress;
        }

        Irq.Raise(GPU_IRQ_FAULT);
    }

    /// <summary>GPU_CMD.</summary>
    public void Command(uint command)
    {
        _simulation.Events.Record(HardwareEvents.GpuCommand, command);
        uint payload = command >> 8;
        switch (command & 0xff)
        {
            case CommandNop:
                break;
            case CommandReset when payload is 1 or 2:
                StartReset(payload == 2);
                break;
            case CommandTime:
                CountCycles(payload != 0);
                break;
            case CommandFlushCaches:
                StartFlush();
                break;
            case CommandClearFault:
                _faultStatus = 0;
                _faultAddress = 0;
                break;
            default:
                _simulation.Events.Record(HardwareEvents.UnknownWrite, GPU_CMD, command);
                break;
        }
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        if (data >> 1 != _generation)
            return;

        if ((data & 1) == KindFlush)
            FinishFlush();
        else
            FinishReset();
    }

    private static ulong Ticks(Duration elapsed, long hertz) =>
        (ulong)((UInt128)(ulong)elapsed.Nanoseconds * (ulong)hertz / 1_000_000_000UL);

    private void StartFlush()
    {
        if (_flushing)
        {
            HardwareChecks.Report(
                _simulation,
                FindingKind.Warn,
                "GPU_CMD: cache flush while another is under way",
                "The second GPU_FLUSH_CACHES was ignored; its completion will never be signalled on its own.");
            return;
        }

        _flushing = true;
        if (_simulation.Faults.ShouldFail(HardwareFaultPoints.CacheFlush, null))
            return;

        Duration latency = HardwareLatency.Draw(_simulation, HardwareLatency.CacheFlush);
        _simulation.Schedule(latency, this, ((ulong)_generation << 1) | KindFlush);
    }

    private void FinishFlush()
    {
        _flushing = false;
        CountFlush();
        Irq.Raise(GPU_IRQ_CLEAN_CACHES_COMPLETED);
    }

    private void StartReset(bool hard)
    {
        // A reset drops whatever was under way, a stuck flush included; a second reset restarts the first.
        _generation++;
        _flushing = false;
        _resetting = true;
        _hardReset = hard;
        Duration latency = HardwareLatency.Draw(_simulation, HardwareLatency.Reset);
        _simulation.Schedule(latency, this, ((ulong)_generation << 1) | KindReset);
    }

    private void FinishReset()
    {
        _resetting = false;
        _faultStatus = 0;
        _faultAddress = 0;
        _l2Config = 0;
        _override0 = 0;
        _override1 = 0;
        _coherencyProtocol = 0;
        _cyclesBefore = 0;
        _countsCycles = false;
        Array.Clear(_asnHash);
        Shader.Reset();
        Tiler.Reset();
        L2.Reset();

        // The mask of this block survives a soft reset: drivers wait for its completion by interrupt.
        Irq.Reset(keepMask: !_hardReset);
        _reset();
        _simulation.Events.Record(HardwareEvents.ResetDone, _hardReset ? 1UL : 0UL);
        Irq.Raise(GPU_IRQ_RESET_COMPLETED);
    }

    /// <summary>Switches GPU_CYCLE_COUNT on or off (GPU_CMD, or the firmware).</summary>
    public void CountCycles(bool on)
    {
        _cyclesBefore = CycleCount;
        _cyclesSince = _simulation.Now;
        _countsCycles = on;
    }

    private void OnPowerChanged()
    {
        _simulation.Events.Record(HardwareEvents.PowerStatus, Shader.Ready, Tiler.Ready, L2.Ready);
        _l2Changed();
        uint bits = GPU_IRQ_POWER_CHANGED;
        if ((Shader.Transitioning | Tiler.Transitioning | L2.Transitioning) == 0)
            bits |= GPU_IRQ_POWER_CHANGED_ALL;

        Irq.Raise(bits);
    }
}
