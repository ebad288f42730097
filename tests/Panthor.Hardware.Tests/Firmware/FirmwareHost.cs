using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

/// <summary>
/// Plays the driver in front of the firmware: loads an image into memory of its own page table, boots the MCU, and
/// talks to the interfaces. It knows the layouts by the kernel's header only.
/// </summary>
internal sealed class FirmwareHost : IDisposable
{
    public const uint Shared = 0x0400_0000;
    public const uint QueueInterfaces = 0x0500_0000;
    public const uint SuspendBuffers = 0x0600_0000;
    public const int GroupSpace = 1;
    public const uint GlobalInterrupt = 1u << 31;

    private readonly Dictionary<uint, ulong> _pages = [];

    public FirmwareHost(BoardOptions? board = null, SimulationOptions? simulation = null, bool boot = true)
    {
        Lab = new Lab(simulation, board ?? new BoardOptions { MemorySize = 32 << 20 });
        McuRoot = Lab.AllocateTable();
        if (!boot)
            return;

        Load(Image);
        Assert.True(Boot());
    }

    public Lab Lab { get; }

    public ulong McuRoot { get; }

    public Simulation Simulation => Lab.Simulation;

    public IoMemory Registers => Lab.Registers;

    public byte[] Image
    {
        get
        {
            GpuArchitecture architecture = Lab.Board.Model.Architecture;
            string name = $"arm/mali/arch{architecture.Major}.{architecture.Minor}/mali_csffw.bin";
            return Lab.Board.Platform.RequestFirmware(name).Value.ToArray();
        }
    }

    public uint McuStatus => Registers.Read32(MCU_CONTROL_BASE + MCU_STATUS);

    public uint JobInterrupts => Registers.Read32(JOB_INT_BASE + INT_RAWSTAT);

    public uint GlobalInput => Read32(Shared + 8);

    public uint GlobalOutput => Read32(Shared + 12);

    public int GroupSlots => (int)Read32(Shared + 16);

    public void Dispose() => Lab.Dispose();

    /// <summary>Puts the sections of an image into memory, with the rights that their flags say.</summary>
    public void Load(byte[] image)
    {
        int end = (int)Word(image, 16);
        for (int at = 20; at < end; at += (int)(Word(image, at) >> 8 & 0xff))
        {
            uint flags = Word(image, at + 4);
            bool isProtected = (flags & 0x20) != 0;
            if ((Word(image, at) & 0xff) != 0 || isProtected)
                continue;

            uint start = Word(image, at + 8);
            ulong bits = Lab.ReadWrite;
            bits |= (flags & 2) == 0 ? Lab.ReadOnlyBit : 0;
            bits |= (flags & 4) == 0 ? Lab.NoExecute : 0;
            MapMcu(start, Word(image, at + 12) - start, bits);
            WriteBytes(start, image.AsSpan((int)Word(image, at + 16)..(int)Word(image, at + 20)));
        }
    }

    /// <summary>Maps pages in the MCU's address space, or zeroes those that are there.</summary>
    public void MapMcu(uint start, uint size, ulong bits = Lab.ReadWrite | Lab.NoExecute)
    {
        for (uint page = start; page < start + size; page += 0x1000)
        {
            if (!_pages.TryGetValue(page, out ulong physical))
            {
                physical = Lab.AllocatePage();
                _pages.Add(page, physical);
            }

            Lab.Memory.TryWrite(physical, new byte[0x1000]);
            Lab.MapPage(page, physical, bits, McuRoot);
        }
    }

    /// <summary>Takes pages out of the MCU's page table, without telling its TLB.</summary>
    public void UnmapMcu(uint start) => Lab.SetLeaf(start, 0, root: McuRoot);

    /// <summary>Enables address space 0, starts the MCU, and waits a second for its first interrupt.</summary>
    public bool Boot()
    {
        Lab.Enable(0, transTab: McuRoot);
        return Start();
    }

    /// <summary>Starts the MCU and waits a second for its first interrupt.</summary>
    public bool Start()
    {
        Registers.Write32(JOB_INT_BASE + INT_MASK, 0xffff_ffff);
        Registers.Write32(MCU_CONTROL_BASE + MCU_CONTROL, MCU_CONTROL_AUTO);
        bool booted = Simulation.RunUntil(
            () => (JobInterrupts & GlobalInterrupt) != 0, Duration.FromSeconds(1));
        ClearInterrupts();
        return booted;
    }

    /// <summary>Maps a fresh page, all zero, in the groups' address space.</summary>
    /// <returns>Its physical address.</returns>
    public ulong MapGroup(ulong address)
    {
        ulong physical = Lab.AllocatePage();
        Lab.MapPage(address, physical);
        return physical;
    }

    public ulong[] Assemble(Action<CsAssembler> code)
    {
        var assembler = new CsAssembler(Lab.Board.Model);
        code(assembler);
        return assembler.ToWords();
    }

    public void ClearInterrupts() => Registers.Write32(JOB_INT_BASE + INT_CLEAR, 0xffff_ffff);

    public void Ring(uint doorbell = 0) => Registers.Write32(CSF_DOORBELL(doorbell), 1);

    public bool Wait(Func<bool> condition, int milliseconds = 100) =>
        Simulation.RunUntil(condition, Duration.FromMilliseconds(milliseconds));

    /// <summary>Toggles global requests, rings, and waits for the acknowledgement.</summary>
    public bool Request(uint bits)
    {
        Toggle(GlobalInput, GlobalOutput, bits);
        Ring();
        return Wait(() => Pending(GlobalInput, GlobalOutput, bits) == 0);
    }

    /// <summary>Toggles bits of a request word against its acknowledge word.</summary>
    public void Toggle(uint request, uint acknowledge, uint bits) =>
        Write32(request, (Read32(request) & ~bits) | (~Read32(acknowledge) & bits));

    public uint Pending(uint request, uint acknowledge, uint bits) =>
        (Read32(request) ^ Read32(acknowledge)) & bits;

    public FirmwareHostGroup Group(int slot) => new(this, slot);

    /// <summary>How many events of a kind there were.</summary>
    public int Count(EventId id) =>
        Simulation.Events.Last(int.MaxValue).Count(record => ReferenceEquals(record.Id, id));

    public unsafe uint Read32(uint address) => *(uint*)Lab.Memory.Pointer(Physical(address));

    public unsafe ulong Read64(uint address) => *(ulong*)Lab.Memory.Pointer(Physical(address));

    public unsafe void Write32(uint address, uint value) => *(uint*)Lab.Memory.Pointer(Physical(address)) = value;

    public unsafe void Write64(uint address, ulong value) => *(ulong*)Lab.Memory.Pointer(Physical(address)) = value;

    public byte[] ReadBytes(uint address, int length)
    {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; done += 0x1000)
        {
            int part = Math.Min(0x1000, length - done);
            Lab.Memory.TryRead(Physical(address + (uint)done), bytes.AsSpan(done, part));
        }

        return bytes;
    }

    public void WriteBytes(uint address, ReadOnlySpan<byte> bytes)
    {
        for (int done = 0; done < bytes.Length; done += 0x1000)
        {
            int part = Math.Min(0x1000, bytes.Length - done);
            Lab.Memory.TryWrite(Physical(address + (uint)done), bytes.Slice(done, part));
        }
    }

    public static uint Word(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private ulong Physical(uint address) => _pages[address & ~0xfffu] + (address & 0xfff);
}
