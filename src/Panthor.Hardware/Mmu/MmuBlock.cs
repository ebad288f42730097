using System;
using System.Runtime.CompilerServices;
using Panthor.Kernel;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware;

/// <summary>The MMU: its address spaces and interrupt block.</summary>
internal sealed class MmuBlock
{
    private readonly AddressSpace?[] _spaces = new AddressSpace?[16];
    private readonly object[] _subjects = new object[16];
    private readonly Func<bool> _isPowered;
    private readonly Action<ulong> _raiseBusFault;

    public MmuBlock(
        Simulation simulation,
        PhysicalMemory memory,
        uint asPresent,
        int physicalBits,
        InterruptBlock irq,
        Func<bool> isPowered,
        Action<ulong> raiseBusFault)
    {
        _isPowered = isPowered;
        _raiseBusFault = raiseBusFault;
        PhysicalBits = physicalBits;
        Irq = irq;
        for (int index = 0; index < _spaces.Length; index++)
        {
            _subjects[index] = index;
            if ((asPresent >> index & 1) != 0)
                _spaces[index] = new AddressSpace(this, simulation, memory, index);
        }
    }

    public InterruptBlock Irq { get; }

    public int PhysicalBits { get; }

    /// <summary>Compare what the TLB holds with the tables whenever an entry's leaf has changed.</summary>
    public bool ChecksStaleTranslations { get; set; } = true;

    public bool IsPowered { get; private set; }

    /// <summary>Told the number of an address space whose locked region has gone or changed.</summary>
    public Action<int> Unlocked { get; set; } = static _ => { };

    public bool HasPageFault
    {
        get
        {
            foreach (AddressSpace? space in _spaces)
            {
                if (space is { IsFaulted: true })
                    return true;
            }

            return false;
        }
    }

    /// <summary>The address space of that number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The GPU has none of that number.</exception>
    public AddressSpace this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            AddressSpace?[] spaces = _spaces;
            AddressSpace? space = (uint)index < (uint)spaces.Length ? spaces[index] : null;
            return space ?? Missing(index);
        }
    }

    /// <summary>What a fault point is told when it concerns an address space: its number, boxed once.</summary>
    public object SubjectOf(int index) => _subjects[index];

    public void RaiseBusFault(ulong physicalAddress) => _raiseBusFault(physicalAddress);

    public void PowerChanged()
    {
        IsPowered = _isPowered();
        foreach (AddressSpace? space in _spaces)
            space?.PowerChanged();
    }

    public void Reset()
    {
        IsPowered = _isPowered();
        foreach (AddressSpace? space in _spaces)
            space?.Reset();

        Irq.Reset(keepMask: false);
    }

    /// <summary>Reads a register; the offset counts from the window's start.</summary>
    public bool TryRead(uint offset, out uint value)
    {
        value = 0;
        if (!TryDecode(offset, out AddressSpace? space, out uint register))
            return false;

        AddressSpace found = space!;
        uint? word = register switch
        {
            0x00 or 0x04 => GpuControl.Word(found.TransTab, register),
            0x08 or 0x0c => GpuControl.Word(found.MemAttr, register),
            0x10 or 0x14 => GpuControl.Word(found.LockAddr, register),
            0x1c => found.FaultStatus,
            0x20 or 0x24 => GpuControl.Word(found.FaultAddress, register),
            0x28 => found.IsActive ? AS_STATUS_AS_ACTIVE : 0,
            0x30 or 0x34 => GpuControl.Word(found.TransCfg, register),
            0x38 or 0x3c => 0u,
            _ => null,
        };
        value = word ?? 0;
        return word.HasValue;
    }

    /// <summary>Writes a register; the offset counts from the window's start.</summary>
    public bool TryWrite(uint offset, uint value)
    {
        if (!TryDecode(offset, out AddressSpace? found, out uint register))
            return false;

        AddressSpace space = found!;
        switch (register)
        {
            case 0x00 or 0x04:
                space.TransTab = GpuControl.WithWord(space.TransTab, register, value);
                return true;
            case 0x08 or 0x0c:
                space.MemAttr = GpuControl.WithWord(space.MemAttr, register, value);
                return true;
            case 0x10 or 0x14:
                space.LockAddr = GpuControl.WithWord(space.LockAddr, register, value);
                return true;
            case 0x18:
                space.Command(value);
                return true;
            case 0x30 or 0x34:
                space.TransCfg = GpuControl.WithWord(space.TransCfg, register, value);
                return true;
            default:
                return false;
        }
    }

    private static AddressSpace Missing(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, "The GPU has no such address space.");

    private bool TryDecode(uint offset, out AddressSpace? space, out uint register)
    {
        space = null;
        register = 0;
        uint relative = unchecked(offset - MMU_AS_BASE);
        uint index = relative >> MMU_AS_SHIFT;
        if (index >= (uint)_spaces.Length)
            return false;

        space = _spaces[index];
        register = relative & ((1u << MMU_AS_SHIFT) - 1);
        return space is not null;
    }
}
