using System;
using Panthor.Hardware;
using Panthor.Kernel;
using static Panthor.Hardware.GpuRegisters;

namespace Benchmarks.CommandStreams;

/// <summary>A board, an address space with a page each of ring, code and data, and a stream that runs there.</summary>
internal sealed unsafe class CommandStreamMachine : IDisposable
{
    public const ulong Ring = 0x1000;
    public const ulong Code = 0x2000;
    public const ulong Data = 0x3000;
    private const uint Space = 1;
    private const uint RingSize = 0x1000;
    private const ulong MemAttr = 0x8f8f8f8f8c4c8f4c;
    private const ulong TransCfg = 0x420001c6;
    private const ulong TableBits = 0x0080_0000_0000_0003;
    private const ulong PageBits = 0xf47;

    private readonly Simulation _simulation = new();
    private readonly Board _board;
    private readonly ulong _code;
    private readonly ulong _data;

    public CommandStreamMachine()
    {
        _board = new Board(_simulation, new BoardOptions { MemorySize = 16 << 20 });
        _board.Platform.Registers.Write64(L2_PWRON, 1);
        _simulation.RunFor(Duration.FromMilliseconds(1));

        // Four levels of tables; all three pages lie in the same one.
        ulong leaves = Page();
        ulong root = Table(Table(Table(leaves)));
        ulong ring = Page();
        _code = Page();
        _data = Page();
        Set(leaves, 1, ring | PageBits);
        Set(leaves, 2, _code | PageBits);
        Set(leaves, 3, _data | PageBits);
        IoMemory registers = _board.Platform.Registers;
        registers.Write64(MMU_AS_BASE + AS_TRANSTAB(Space), root);
        registers.Write64(MMU_AS_BASE + AS_MEMATTR(Space), MemAttr);
        registers.Write64(MMU_AS_BASE + AS_TRANSCFG(Space), TransCfg);
        registers.Write32(MMU_AS_BASE + AS_COMMAND(Space), AS_COMMAND_UPDATE);
        _simulation.RunFor(Duration.FromMilliseconds(1));

        var group = new CommandStreamGroup(_simulation, _board.Memory, _board.Model, new CountingHost());
        group.Reset(_board.MemoryOf((int)Space).Space);
        Stream = group.Streams[0];
        Words = (ulong*)_board.Memory.Pointer(ring);
    }

    public CommandStream Stream { get; }

    /// <summary>The ring.</summary>
    public ulong* Words { get; }

    /// <summary>The word of memory that the streams count in.</summary>
    public uint Counter => *(uint*)_board.Memory.Pointer(_data + 16);

    /// <summary>Starts the stream with a call of some text.</summary>
    public void Load(string text)
    {
        ulong[] code = new CsAssembler(_board.Model).Parse(text).ToWords();
        code.CopyTo(new Span<ulong>(_board.Memory.Pointer(_code), code.Length));
        ulong[] call = new CsAssembler(_board.Model)
            .Call(CsRegister.D(20), CsRegister.R(22), Code, (uint)code.Length * sizeof(ulong))
            .ToWords();
        call.CopyTo(new Span<ulong>(Words, call.Length));
        Stream.Start(Ring, RingSize, 0);
        Stream.Insert = (ulong)call.Length * sizeof(ulong);
    }

    public void Dispose()
    {
        _board.Dispose();
        _simulation.Dispose();
    }

    private void Set(ulong table, int index, ulong entry) =>
        *(ulong*)_board.Memory.Pointer(table + ((ulong)index * sizeof(ulong))) = entry;

    private ulong Page() => _board.Memory.TryAllocate(0, PageUse.Buffer, zero: true, out ulong page)
        ? page
        : throw new InvalidOperationException("no page");

    private ulong Table(ulong below)
    {
        ulong table = Page();
        Set(table, 0, below | TableBits);
        return table;
    }
}
