using System;
using System.Collections.Generic;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

/// <summary>A powered board without a driver, and a hand that programs its registers and page tables.</summary>
internal sealed unsafe class Lab : IDisposable
{
    /// <summary>The values that panthor programs on a board that is not coherent (reference/pte-golden.md).</summary>
    public const ulong MemAttr = 0x8f8f8f8f8c4c8f4c;
    public const ulong TransCfg = 0x420001c6;

    /// <summary>Leaf bits of a writable, executable, cached page or block, without the type bits.</summary>
    public const ulong ReadWrite = 0xf44;
    public const ulong ReadOnlyBit = 1UL << 7;
    public const ulong NoExecute = 0x0060_0000_0000_0000;
    public const ulong TableBits = 0x0080_0000_0000_0003;

    private readonly Dictionary<(ulong Table, int Index), ulong> _tables = [];

    public Lab(SimulationOptions? simulation = null, BoardOptions? board = null, bool power = true)
    {
        Simulation = new Simulation(simulation ?? new SimulationOptions());
        Board = new Board(Simulation, board ?? new BoardOptions { MemorySize = 16 << 20 });
        Root = AllocateTable();
        if (power)
            PowerOn();
    }

    public Simulation Simulation { get; }

    public Board Board { get; }

    public PhysicalMemory Memory => Board.Memory;

    public IoMemory Registers => Board.Platform.Registers;

    public GpuAccessPort Port => Board.AccessPort;

    /// <summary>Root table of the page table under test.</summary>
    public ulong Root { get; }

    public uint MmuRawStatus => Registers.Read32(MMU_INT_BASE + INT_RAWSTAT);

    public void Dispose()
    {
        Board.Dispose();
        Simulation.Dispose();
    }

    public void PowerOn()
    {
        Registers.Write64(L2_PWRON, 1);
        Simulation.RunFor(Duration.FromMilliseconds(1));
    }

    public ulong AllocatePage(PageUse use = PageUse.Buffer)
    {
        Assert.True(Memory.TryAllocate(0, use, zero: true, out ulong address));
        return address;
    }

    public ulong AllocateHugePage()
    {
        Assert.True(Memory.TryAllocate(9, PageUse.Buffer, zero: true, out ulong address));
        return address;
    }

    /// <summary>Sets the leaf entry for an address at a level, with tables as needed.</summary>
    /// <returns>Physical address of the entry.</returns>
    public ulong SetLeaf(ulong address, ulong raw, int level = 3, ulong? root = null)
    {
        ulong table = root ?? Root;
        for (int above = 0; above < level; above++)
            table = TableBelow(table, IndexOf(address, above));

        ulong entry = table + ((ulong)IndexOf(address, level) * 8);
        Write64(entry, raw);
        return entry;
    }

    /// <summary>Maps a 4 KiB page.</summary>
    public ulong MapPage(ulong address, ulong physical, ulong bits = ReadWrite, ulong? root = null) =>
        SetLeaf(address, physical | bits | 3, root: root);

    /// <summary>Maps a 2 MiB block.</summary>
    public ulong MapBlock(ulong address, ulong physical, ulong bits = ReadWrite) =>
        SetLeaf(address, physical | bits | 1, level: 2);

    public ulong TableOf(ulong address, int level)
    {
        ulong table = Root;
        for (int above = 0; above < level; above++)
            table = _tables[(table, IndexOf(address, above))];

        return table;
    }

    public void Write64(ulong physical, ulong value) => *(ulong*)Memory.Pointer(physical) = value;

    public ulong Read64(ulong physical) => *(ulong*)Memory.Pointer(physical);

    public uint AsRegister(Func<uint, uint> register, uint space) => MMU_AS_BASE + register(space);

    /// <summary>Programs an address space with the page table and waits for the UPDATE.</summary>
    public void Enable(uint space = 1, ulong transCfg = TransCfg, ulong memAttr = MemAttr, ulong? transTab = null)
    {
        Registers.Write64(AsRegister(AS_TRANSTAB, space), transTab ?? Root);
        Registers.Write64(AsRegister(AS_MEMATTR, space), memAttr);
        Registers.Write64(AsRegister(AS_TRANSCFG, space), transCfg);
        Command(AS_COMMAND_UPDATE, space);
    }

    public void Lock(ulong start, ulong size, uint space = 1)
    {
        LockRegion.Covering(start, size, out ulong lockAddr);
        Registers.Write64(AsRegister(AS_LOCKADDR, space), lockAddr);
        Command(AS_COMMAND_LOCK, space);
    }

    /// <summary>Writes a command and lets the clock run until it has completed.</summary>
    public void Command(uint command, uint space = 1)
    {
        StartCommand(command, space);
        Assert.True(Simulation.RunUntil(() => !IsActive(space), Duration.FromMilliseconds(1)));
    }

    public void StartCommand(uint command, uint space = 1) =>
        Registers.Write32(AsRegister(AS_COMMAND, space), command);

    public bool IsActive(uint space = 1) =>
        (Registers.Read32(AsRegister(AS_STATUS, space)) & AS_STATUS_AS_ACTIVE) != 0;

    public GpuAccessResult Read(ulong address, Span<byte> destination, int space = 1)
    {
        byte[] bytes = new byte[destination.Length];
        GpuAccessResult result = Simulation.RunToCompletion(
            Simulation.Spawn("reader", () => Port.ReadAsync(space, address, bytes)));
        bytes.CopyTo(destination);
        return result;
    }

    public GpuAccessResult Touch(ulong address, AccessKind kind = AccessKind.Read, int space = 1)
    {
        TranslateStatus status = Port.TryTranslate(space, address, kind, out _);
        return new GpuAccessResult(status, status == TranslateStatus.Fault ? Port.LastFault(space) : default);
    }

    /// <summary>Translates a readable address.</summary>
    public ulong PhysicalOf(ulong address, int space = 1)
    {
        Assert.Equal(TranslateStatus.Ok, Port.TryTranslate(space, address, AccessKind.Read, out ulong physical));
        return physical;
    }

    private static int IndexOf(ulong address, int level) => (int)(address >> (39 - (9 * level))) & 511;

    public ulong AllocateTable() => AllocatePage(PageUse.PageTable);

    private ulong TableBelow(ulong table, int index)
    {
        if (!_tables.TryGetValue((table, index), out ulong below))
        {
            below = AllocateTable();
            _tables.Add((table, index), below);
        }

        Write64(table + ((ulong)index * 8), below | TableBits);
        return below;
    }
}
