using System.Globalization;

namespace Panthor.Hardware;

/// <summary>An address space seen from the laboratory bench: read only; the properties are live.</summary>
public sealed class AddressSpaceView
{
    private readonly AddressSpace _space;
    private readonly PhysicalMemory _memory;

    internal AddressSpaceView(AddressSpace space, PhysicalMemory memory)
    {
        _space = space;
        _memory = memory;
    }

    /// <summary>Number of the address space.</summary>
    public int Index => _space.Index;

    /// <summary>What it is doing.</summary>
    public AddressSpaceState State => _space.State;

    /// <summary>True if it translates (or would, but for a fault).</summary>
    public bool IsEnabled => State != AddressSpaceState.Disabled;

    /// <summary>AS_TRANSTAB in force: physical address of the root table.</summary>
    public ulong TransTab => _space.Regime.TransTab;

    /// <summary>AS_TRANSCFG in force.</summary>
    public ulong TransCfg => _space.Regime.TransCfg;

    /// <summary>AS_MEMATTR in force.</summary>
    public ulong MemAttr => _space.Regime.MemAttr;

    /// <summary>AS_FAULTSTATUS.</summary>
    public uint FaultStatus => _space.FaultStatus;

    /// <summary>AS_FAULTADDRESS.</summary>
    public ulong FaultAddress => _space.FaultAddress;

    /// <summary>The exception of AS_FAULTSTATUS.</summary>
    public GpuException Exception => (GpuException)(_space.FaultStatus & 0xff);

    /// <summary>AS_STATUS.AS_ACTIVE: a command is under way.</summary>
    public bool IsCommandActive => _space.IsActive;

    /// <summary>First address of the locked region; meaningless if <see cref="LockedSize"/> is 0.</summary>
    public ulong LockedAddress => _space.Locked.Start;

    /// <summary>Bytes of the locked region; 0 if nothing is locked.</summary>
    public ulong LockedSize => _space.Locked.Size;

    /// <summary>The TLB's counters.</summary>
    public TlbStatistics Tlb => _space.Tlb.Statistics;

    /// <summary>Walks the tables for an address, past the TLB, and tells every step.</summary>
    public PageWalk Walk(ulong address) => PageTableReader.Walk(_memory, _space.Regime, address);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"AS{Index} {State}");
}
