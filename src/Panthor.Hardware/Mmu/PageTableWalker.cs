using System.Collections.Generic;

namespace Panthor.Hardware;

/// <summary>The table walk unit: AArch64 LPAE stage 1, 4 KiB granule, up to four levels.</summary>
/// <remarks>
/// It reads tables as a bus master: a table page that nobody owns reads as poison, and <see cref="FreedTable"/> tells.
/// </remarks>
internal ref struct PageTableWalker
{
    private const int EntriesPerTable = 512;

    private readonly PhysicalMemory _memory;
    private readonly TranslationRegime _regime;
    private readonly List<PageWalkStep>? _steps;

    public PageTableWalker(PhysicalMemory memory, in TranslationRegime regime, List<PageWalkStep>? steps = null)
    {
        _memory = memory;
        _regime = regime;
        _steps = steps;
        FreedTable = 0;
        Level = 0;
        FaultPhysicalAddress = 0;
    }

    /// <summary>Physical address of an entry in a table page that nobody owns; 0 if there was none.</summary>
    public ulong FreedTable { get; private set; }

    /// <summary>Level at which the walk ended.</summary>
    public int Level { get; private set; }

    /// <summary>For a bus fault: the physical address that is no memory.</summary>
    public ulong FaultPhysicalAddress { get; private set; }

    /// <summary>Translates an address without looking at permissions.</summary>
    /// <returns><see cref="GpuException.OK"/> and the leaf, or the reason why there is none.</returns>
    public GpuException Walk(ulong address, out Translation result)
    {
        result = default;
        switch (_regime.AddressMode)
        {
            case GpuRegisters.AS_TRANSCFG_ADRMODE_AARCH64_4K:
                return WalkTables(address, out result);
            case GpuRegisters.AS_TRANSCFG_ADRMODE_IDENTITY:
                return Identity(address, out result);
            default:
                return GpuException.TRANSLATION_FAULT_0;
        }
    }

    private readonly GpuException Identity(ulong address, out Translation result)
    {
        result = default;
        if (!_regime.Fits(address))
            return GpuException.ADDR_SIZE_FAULT_IN;

        result.PhysicalBase = address & PageDescriptor.AddressMask;
        result.Rights = AccessRights.Atomic | AccessRights.Execute | AccessRights.Read | AccessRights.Write;
        result.SizeShift = MemoryBlock.PageShift;
        return GpuException.OK;
    }

    private GpuException WalkTables(ulong address, out Translation result)
    {
        result = default;
        if (address >> _regime.InputBits != 0)
            return GpuException.ADDR_SIZE_FAULT_IN;

        ulong table = _regime.Root;
        if (!_regime.Fits(table))
            return GpuException.ADDR_SIZE_FAULT_OUT0;

        ulong tableBits = 0;
        ulong parentAddress = 0;
        ulong parentRaw = 0;
        for (int level = _regime.StartLevel; ; level++)
        {
            Level = level;
            int shift = 39 - (9 * level);
            int index = (int)(address >> shift) & (EntriesPerTable - 1);
            if (!TryReadEntry(table, index, out PageDescriptor entry))
                return GpuException.GPU_BUS_FAULT;

            bool isTable = entry.IsTable(level);
            if (!isTable && !entry.IsLeaf(level))
                return GpuException.TRANSLATION_FAULT_0 + (byte)level;

            if (!_regime.Fits(entry.Address))
                return GpuException.ADDR_SIZE_FAULT_OUT0 + (byte)level;

            ulong entryAddress = table + ((ulong)index * 8);
            if (!isTable)
            {
                GpuException exception = Leaf(address, entry, tableBits, out result);
                result.DescriptorAddress = entryAddress;
                result.ParentAddress = parentAddress;
                result.ParentRaw = parentRaw;
                return exception;
            }

            parentAddress = entryAddress;
            parentRaw = entry.Raw;
            if (_regime.HierarchicalPermissions)
                tableBits |= entry.Raw;

            table = entry.Address;
        }
    }

    private bool TryReadEntry(ulong table, int index, out PageDescriptor entry)
    {
        ulong address = table + ((ulong)index * 8);
        if (!_memory.Contains(address, 8))
        {
            entry = default;
            FaultPhysicalAddress = address;
            return false;
        }

        if (_memory.IsAllocated(address))
        {
            entry = new PageDescriptor(_memory.ReadUInt64(address));
        }
        else
        {
            entry = new PageDescriptor(PhysicalMemory.PoisonWord);
            if (FreedTable == 0)
                FreedTable = address;
        }

        _steps?.Add(new PageWalkStep(Level, table, index, address, entry));
        return true;
    }

    private readonly GpuException Leaf(
        ulong address, PageDescriptor entry, ulong tableBits, out Translation result)
    {
        result = default;
        if (_regime.IsFaultType(entry.AttributeIndex))
            return GpuException.MEM_ATTR_FAULT_0 + (byte)Level;

        if (_regime.AccessFlagFaults && !entry.IsAccessed)
            return GpuException.ACCESS_FLAG_1 + (byte)(Level - 1);

        int shift = 39 - (9 * Level);
        ulong offsetMask = (1UL << shift) - 1;
        result.Level = (byte)Level;
        result.Raw = entry.Raw;
        result.Rights = RightsOf(entry, tableBits);

        // A 1 GiB block is kept as the 2 MiB piece that holds the address.
        result.SizeShift = Level == 3 ? (byte)MemoryBlock.PageShift : (byte)MemoryBlock.ChunkShift;
        ulong pieceMask = (1UL << result.SizeShift) - 1;
        result.PhysicalBase = (entry.Address & ~offsetMask) | (address & offsetMask & ~pieceMask);
        return GpuException.OK;
    }

    private readonly AccessRights RightsOf(PageDescriptor entry, ulong tableBits)
    {
        if (!entry.IsUserAccessible || (tableBits & PageDescriptor.TableNoUser) != 0)
            return AccessRights.None;

        AccessRights rights = AccessRights.Read;
        bool writable = !entry.IsReadOnly && (tableBits & PageDescriptor.TableReadOnly) == 0;
        if (writable)
            rights |= AccessRights.Write | AccessRights.Atomic;

        bool executable = !entry.IsExecuteNever && (tableBits & PageDescriptor.TableExecuteNever) == 0
            && !(writable && _regime.WritableIsExecuteNever);
        return executable ? rights | AccessRights.Execute : rights;
    }
}
