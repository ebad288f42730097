using System;
using System.Runtime.InteropServices;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>A group of command streams on a board without driver and firmware: ring, code and data at fixed addresses.
/// </summary>
internal sealed unsafe class CsLab : IDisposable
{
    public const ulong Ring = 0x10_0000;
    public const uint RingSize = 0x2000;
    public const ulong Code = 0x20_0000;
    public const int CodePages = 4;
    public const ulong Data = 0x30_0000;
    public const int DataPages = 8;
    public const int Space = 1;

    public CsLab(GpuModel? model = null, SimulationOptions? options = null)
    {
        Model = model ?? GpuModel.MaliG610;
        Lab = new Lab(options, new BoardOptions { Model = Model, MemorySize = 32 << 20 });
        MapPages(Ring, (int)RingSize / PhysicalMemory.PageSize, Lab.ReadWrite | Lab.NoExecute);
        MapPages(Code, CodePages, Lab.ReadWrite | Lab.NoExecute);
        MapPages(Data, DataPages, Lab.ReadWrite | Lab.NoExecute);
        Lab.Enable(Space);
        Group = new CommandStreamGroup(Lab.Simulation, Lab.Memory, Model, Host);
        Group.Reset(Lab.Board.MemoryOf(Space).Space);
        Stream = Group.Streams[0];
        Stream.Start(Ring, RingSize, 0);
    }

    public Lab Lab { get; }

    public GpuModel Model { get; }

    public CsHost Host { get; } = new();

    public CommandStreamGroup Group { get; }

    /// <summary>Stream 0, which has the ring.</summary>
    public CommandStream Stream { get; }

    public ReadOnlySpan<uint> R => Stream.Registers;

    public ulong D(int register) => Stream.Registers[register] | ((ulong)Stream.Registers[register + 1] << 32);

    public void Dispose() => Lab.Dispose();

    public void MapPages(ulong address, int count, ulong bits = Lab.ReadWrite)
    {
        for (int page = 0; page < count; page++)
            Lab.MapPage(address + ((ulong)page * PhysicalMemory.PageSize), Lab.AllocatePage(), bits);
    }

    /// <summary>Maps a physically contiguous chunk of a tiler heap.</summary>
    public ulong MapChunk(ulong address, int pages)
    {
        MapPages(address, pages, Lab.ReadWrite | Lab.NoExecute);
        return address | (uint)pages;
    }

    public void Write64(ulong address, ulong value) => *(ulong*)Host64(address) = value;

    public void Write32(ulong address, uint value) => *(uint*)Host64(address) = value;

    public ulong Read64(ulong address) => *(ulong*)Host64(address);

    public uint Read32(ulong address) => *(uint*)Host64(address);

    public void Write(ulong address, ReadOnlySpan<ulong> words)
    {
        for (int i = 0; i < words.Length; i++)
            Write64(address + ((ulong)i * sizeof(ulong)), words[i]);
    }

    /// <summary>Puts words into the ring, behind what was put there before.</summary>
    public void Push(CommandStream stream, ulong ring, ReadOnlySpan<ulong> words)
    {
        foreach (ulong word in words)
        {
            Write64(ring + (stream.Insert & (RingSize - 1)), word);
            stream.Insert += sizeof(ulong);
        }
    }

    public void Push(ReadOnlySpan<ulong> words) => Push(Stream, Ring, words);

    public CsAssembler Assembler() => new(Model);

    /// <summary>Assembles into the ring of stream 0.</summary>
    public void Push(string text) => Push(Assembler().Parse(text).ToWords());

    /// <summary>Assembles a stream at an address.</summary>
    /// <returns>Its bytes.</returns>
    public uint Place(ulong address, string text)
    {
        ulong[] words = Assembler().Parse(text).ToWords();
        Write(address, words);
        return (uint)(words.Length * sizeof(ulong));
    }

    /// <summary>Assembles into the ring of stream 0 and runs until nothing gets any further.</summary>
    public CsStop Run(string text)
    {
        Push(text);
        return Host.Settle(Stream);
    }

    /// <summary>Runs text that must come to its end without an exception.</summary>
    public void RunWell(string text)
    {
        Assert.Equal(CsStop.Empty, Run(text));
        Assert.Empty(Host.Exceptions);
        Assert.Equal(Stream.Insert, Stream.Extract);
        Assert.True(Stream.IsIdle);
    }

    /// <summary>The one exception there was.</summary>
    public CsHost.Exception Exception => Assert.Single(Host.Exceptions);

    public static ReadOnlySpan<byte> BytesOf(ReadOnlySpan<ulong> words) => MemoryMarshal.AsBytes(words);

    private byte* Host64(ulong address) => Lab.Memory.Pointer(PhysicalOf(address));

    // Through the tables, not through the TLB: the CPU's view.
    private ulong PhysicalOf(ulong address)
    {
        ulong entry = Lab.TableOf(address, 3) + ((address >> 12 & 511) * sizeof(ulong));
        ulong raw = Lab.Read64(entry);
        Assert.True((raw & 1) != 0, $"0x{address:x} is not mapped");
        return (raw & 0x0000_ffff_ffff_f000) | (address & 0xfff);
    }
}
