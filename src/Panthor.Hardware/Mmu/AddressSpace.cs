using Panthor.Kernel;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware;

/// <summary>One address space (AS) of the MMU: its registers, the values in force, its TLB, lock and fault.</summary>
/// <remarks>
/// What the driver writes to TRANSTAB, MEMATTR and TRANSCFG counts from the completion of an UPDATE; what it writes to
/// LOCKADDR, from the completion of a LOCK. A command takes the register values of the moment it is written.
/// </remarks>
internal sealed partial class AddressSpace : ISimEvent
{
    private readonly MmuBlock _mmu;
    private readonly Simulation _simulation;
    private readonly PhysicalMemory _memory;
    private uint _generation;
    private uint _command;
    private TranslationRegime _nextRegime;
    private LockRegion _commandRegion;
    private bool _reportedPowerOff;
    private ulong _reportedFreedPage;

    public AddressSpace(MmuBlock mmu, Simulation simulation, PhysicalMemory memory, int index)
    {
        _mmu = mmu;
        _simulation = simulation;
        _memory = memory;
        Index = index;
        Waiters = new WaitQueue(simulation, "gpu.as_unlock");
    }

    public int Index { get; }

    /// <summary>AS_TRANSTAB as written.</summary>
    public ulong TransTab { get; set; }

    /// <summary>AS_MEMATTR as written.</summary>
    public ulong MemAttr { get; set; }

    /// <summary>AS_LOCKADDR as written.</summary>
    public ulong LockAddr { get; set; }

    /// <summary>AS_TRANSCFG as written.</summary>
    public ulong TransCfg { get; set; }

    /// <summary>AS_FAULTSTATUS.</summary>
    public uint FaultStatus { get; private set; }

    /// <summary>AS_FAULTADDRESS.</summary>
    public ulong FaultAddress { get; private set; }

    /// <summary>AS_STATUS: a command is under way.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The values in force.</summary>
    public TranslationRegime Regime { get; private set; }

    /// <summary>The region in which accesses wait.</summary>
    public LockRegion Locked { get; private set; }

    /// <summary>The access that made the space fault; meaningful while <see cref="IsFaulted"/>.</summary>
    public GpuFault Fault { get; private set; }

    public bool IsFaulted { get; private set; }

    public Tlb Tlb { get; } = new();

    /// <summary>Accesses that wait for the lock, in the order of their arrival.</summary>
    public WaitQueue Waiters { get; }

    /// <summary>Counts resets: an access that waited across one is gone.</summary>
    public uint Resets { get; private set; }

    /// <summary>Accesses may be looked up in the TLB: powered, enabled, not faulted.</summary>
    public bool IsTranslating { get; private set; }

    public AddressSpaceState State
    {
        get
        {
            if (IsFaulted)
                return AddressSpaceState.Faulted;

            if (!IsMapped)
                return AddressSpaceState.Disabled;

            return Locked.Size != 0 ? AddressSpaceState.Locked : AddressSpaceState.Enabled;
        }
    }

    private bool IsMapped =>
        Regime.AddressMode is AS_TRANSCFG_ADRMODE_AARCH64_4K or AS_TRANSCFG_ADRMODE_IDENTITY;

    /// <summary>AS_COMMAND.</summary>
    public void Command(uint command)
    {
        _simulation.Events.Record(HardwareEvents.AsCommand, (ulong)Index, command, LockAddr);
        if (IsActive)
        {
            HardwareChecks.CommandWhileActive(_simulation, Index, command, _command);
            return;
        }

        Duration latency;
        switch (command)
        {
            case AS_COMMAND_NOP:
                return;
            case AS_COMMAND_UPDATE:
                latency = HardwareLatency.AsUpdate;
                _nextRegime = new TranslationRegime(TransTab, MemAttr, TransCfg, _mmu.PhysicalBits);
                break;
            case AS_COMMAND_LOCK:
                latency = HardwareLatency.AsLock;
                _commandRegion = LockRegion.FromLockAddr(LockAddr);
                break;
            case AS_COMMAND_UNLOCK or AS_COMMAND_FLUSH_PT or AS_COMMAND_FLUSH_MEM:
                latency = command == AS_COMMAND_UNLOCK ? HardwareLatency.AsUnlock : HardwareLatency.AsFlush;
                _commandRegion = Locked.Size != 0 ? Locked : LockRegion.FromLockAddr(LockAddr);
                break;
            default:
                _simulation.Events.Record(
                    HardwareEvents.UnknownWrite, MMU_AS_BASE + AS_COMMAND((uint)Index), command);
                return;
        }

        IsActive = true;
        _command = command;
        if (!_simulation.Faults.ShouldFail(HardwareFaultPoints.MmuCommand, _mmu.SubjectOf(Index)))
            _simulation.Schedule(HardwareLatency.Draw(_simulation, latency), this, _generation);
    }

    /// <summary>The L2 cache, with which the TLBs live, gained or lost its power.</summary>
    public void PowerChanged()
    {
        _reportedPowerOff = false;
        if (!_mmu.IsPowered)
            Tlb.InvalidateAll();

        UpdateTranslating();
    }

    /// <summary>A reset of the GPU: everything as after power-up, waiting accesses are dropped.</summary>
    public void Reset()
    {
        _generation++;
        Resets++;
        TransTab = 0;
        MemAttr = 0;
        LockAddr = 0;
        TransCfg = 0;
        FaultStatus = 0;
        FaultAddress = 0;
        IsActive = false;
        IsFaulted = false;
        Regime = default;
        Locked = LockRegion.None;
        Tlb.InvalidateAll();
        UpdateTranslating();
        Waiters.WakeUpAll();
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        if (data != _generation || !IsActive)
            return;

        IsActive = false;
        _reportedFreedPage = 0;
        switch (_command)
        {
            case AS_COMMAND_UPDATE:
                Regime = _nextRegime;
                IsFaulted = false;
                Tlb.InvalidateAll();
                UpdateTranslating();
                break;
            case AS_COMMAND_LOCK:
                Locked = _commandRegion;
                _mmu.Unlocked(Index);
                break;
            default:
                Tlb.Invalidate(_commandRegion);
                Locked = LockRegion.None;
                Waiters.WakeUpAll();
                _mmu.Unlocked(Index);
                break;
        }

        _simulation.Events.Record(HardwareEvents.AsCommandDone, (ulong)Index, _command);

        // REQ_COMPLETE; panthor never unmasks it.
        _mmu.Irq.Raise(1u << (16 + Index));
    }

    /// <summary>True if a command under way will drop what the TLB holds for the address.</summary>
    public bool IsInvalidationPending(ulong address) => IsActive && _command switch
    {
        AS_COMMAND_UPDATE => true,
        AS_COMMAND_NOP => false,
        _ => _commandRegion.Contains(address),
    };

    private void UpdateTranslating()
    {
        IsTranslating = _mmu.IsPowered && IsMapped && !IsFaulted;
        if (IsTranslating)
            Tlb.Prepare();
    }
}
