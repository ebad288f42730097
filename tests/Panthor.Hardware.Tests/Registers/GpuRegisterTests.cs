using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class GpuRegisterTests : IDisposable
{
    private readonly Lab _lab = new(power: false);

    public void Dispose() => _lab.Dispose();

    public static TheoryData<string> Names =>
        [.. new GpuRegisterTable(GpuModel.Default.AsPresent).All.Select(static register => register.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_register_behaves_as_its_access_type_says(string name)
    {
        RegisterInfo register = _lab.Board.RegisterTable.ByName(name)!;
        Assert.Same(register, _lab.Board.RegisterTable.ByOffset(register.Offset));
        long unknown = UnknownAccesses();
        ulong before = register.Read(_lab.Registers);
        if (register.Access != RegisterAccess.WriteOnly)
            Assert.Equal(unknown, UnknownAccesses());
        else
            Assert.Equal(0UL, before);

        // A command register takes a value that commands nothing.
        ulong value = register.Access == RegisterAccess.WriteOnly ? 0 : 0x5a5a_1234_a5a5_fedcUL;
        value &= register.Bits == 64 ? ulong.MaxValue : uint.MaxValue;
        unknown = UnknownAccesses();
        register.Write(_lab.Registers, value);
        if (register.Access != RegisterAccess.ReadOnly)
            Assert.Equal(unknown, UnknownAccesses());

        ulong expected = register.Access == RegisterAccess.ReadWrite ? value & register.WritableBits : before;
        Assert.Equal(expected, register.Read(_lab.Registers));
    }

    [Fact]
    public void Both_words_of_a_pair_are_separate_registers()
    {
        uint transTab = _lab.AsRegister(AS_TRANSTAB, 2);
        _lab.Registers.Write32(transTab + 4, 0x12);
        Assert.Equal(0x12_0000_0000UL, _lab.Registers.Read64(transTab));
        _lab.Registers.Write32(transTab, 0x3456_7000);
        Assert.Equal(0x12_3456_7000UL, _lab.Registers.Read64(transTab));
    }

    [Fact]
    public void The_G610_tells_what_the_RK3588_tells()
    {
        var expected = new Dictionary<uint, uint>
        {
            [GPU_ID] = 0xa8670005,
            [GPU_L2_FEATURES] = 0x07120306,
            [GPU_CORE_FEATURES] = 0,
            [GPU_TILER_FEATURES] = 0x809,
            [GPU_MEM_FEATURES] = 0x301,
            [GPU_MMU_FEATURES] = 0x2830,
            [GPU_AS_PRESENT] = 0xff,
            [GPU_CSF_ID] = 0x040a0412,
            [GPU_THREAD_MAX_THREADS] = 0x800,
            [GPU_THREAD_MAX_WORKGROUP_SIZE] = 0x400,
            [GPU_THREAD_MAX_BARRIER_SIZE] = 0x400,
            [GPU_THREAD_FEATURES] = 0x04010000,
            [GPU_TEXTURE_FEATURES(0)] = 0xc1ffff9e,
            [GPU_TEXTURE_FEATURES(1)] = 0,
            [GPU_TEXTURE_FEATURES(2)] = 0,
            [GPU_TEXTURE_FEATURES(3)] = 0,
            [GPU_SHADER_PRESENT] = 0x00050005,
            [GPU_TILER_PRESENT] = 1,
            [GPU_L2_PRESENT] = 1,
            [GPU_REVID] = 0,
            [GPU_COHERENCY_FEATURES] = 0,
        };
        foreach ((uint offset, uint value) in expected.OrderBy(static pair => pair.Key))
            Assert.Equal((offset, value), (offset, _lab.Registers.Read32(offset)));
    }

    [Fact]
    public void A_coherent_board_offers_ACE_Lite()
    {
        using var lab = new Lab(board: new BoardOptions { MemorySize = 4 << 20, Coherent = true });
        Assert.True(lab.Board.Platform.DmaCoherent);
        Assert.Equal(
            GPU_COHERENCY_PROT_BIT(GPU_COHERENCY_ACE_LITE), lab.Registers.Read32(GPU_COHERENCY_FEATURES));
    }

    [Fact]
    public void Unknown_registers_read_zero_ignore_writes_and_leave_events()
    {
        _lab.Registers.Write32(0xf00, 0x1234);
        Assert.Equal(0u, _lab.Registers.Read32(0xf00));
        IReadOnlyList<EventRecord> events = _lab.Simulation.Events.Last(2);
        Assert.Same(HardwareEvents.UnknownWrite, events[0].Id);
        Assert.Same(HardwareEvents.UnknownRead, events[1].Id);
        Assert.Equal(0xf00UL, events[1].A);
    }

    [Fact]
    public void Address_spaces_beyond_AS_PRESENT_do_not_exist()
    {
        using var lab = new Lab(board: new BoardOptions { MemorySize = 4 << 20, AddressSpaces = 3 });
        Assert.Equal(7u, lab.Registers.Read32(GPU_AS_PRESENT));
        lab.Registers.Write64(lab.AsRegister(AS_TRANSTAB, 3), 0x1000);
        Assert.Equal(0UL, lab.Registers.Read64(lab.AsRegister(AS_TRANSTAB, 3)));
        Assert.Null(lab.Board.RegisterTable.ByName("AS3_TRANSTAB"));
        Assert.Equal(3, lab.Board.AddressSpaces.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => lab.Touch(0x1000, space: 3));
    }

    [Theory]
    [InlineData(2u)]
    [InlineData(WindowSize)]
    public void An_access_that_no_bus_allows_is_a_programming_error(uint offset)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _lab.Registers.Read32(offset));
        Assert.Throws<ArgumentOutOfRangeException>(() => _lab.Registers.Write32(offset, 0));
    }

    [Fact]
    public void Every_register_of_the_table_is_one_that_the_window_knows()
    {
        foreach (RegisterInfo register in _lab.Board.RegisterTable.All)
        {
            if (register.Access != RegisterAccess.WriteOnly)
                _lab.Registers.Read32(register.Offset);
        }

        _lab.Registers.Write32(CSF_DOORBELL(0), 1);
        _lab.Registers.Write32(CSF_DOORBELL(31), 1);
        Assert.Equal(0, UnknownAccesses());
    }

    private long UnknownAccesses() => _lab.Simulation.Events.Last(int.MaxValue).Count(static record =>
        ReferenceEquals(record.Id, HardwareEvents.UnknownRead)
        || ReferenceEquals(record.Id, HardwareEvents.UnknownWrite));
}
