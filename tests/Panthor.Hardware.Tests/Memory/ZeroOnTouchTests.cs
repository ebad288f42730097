using System;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>Pages that are cleared when somebody first reaches for them.</summary>
public sealed unsafe class ZeroOnTouchTests : IDisposable
{
    private readonly Simulation _simulation = new();
    private readonly PhysicalMemory _memory;

    public ZeroOnTouchTests() => _memory = new PhysicalMemory(_simulation, 4 << 20);

    public void Dispose()
    {
        _memory.Dispose();
        _simulation.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Nobody_sees_the_bytes_of_the_owner_before(int order)
    {
        ulong page = AllocateUsed(order);
        byte[] bytes = new byte[4096 << order];
        Assert.True(_memory.TryRead(page, bytes));
        Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_write_of_a_few_bytes_leaves_zeros_around_them()
    {
        ulong page = AllocateUsed(0);
        Assert.True(_memory.TryWrite(page + 100, [1, 2]));
        byte[] bytes = new byte[4096];
        Assert.True(_memory.TryRead(page, bytes));
        Assert.Equal([0, 1, 2, 0], bytes[99..103]);
        Assert.Equal(2, 4096 - bytes.AsSpan().Count((byte)0));
    }

    [Fact]
    public void A_page_that_is_written_as_a_whole_holds_what_was_written()
    {
        ulong page = AllocateUsed(0);
        byte[] bytes = new byte[4096];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i * 13);

        _memory.WritePage(page, bytes);
        Assert.True(new ReadOnlySpan<byte>(_memory.Pointer(page), 4096).SequenceEqual(bytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.WritePage(page, new byte[4095]));
    }

    [Fact]
    public void The_CPUs_cache_is_filled_with_zeros()
    {
        ulong page = AllocateUsed(0);
        byte[] bytes = new byte[8];
        _memory.CpuRead(page + 8, bytes);
        Assert.Equal(new byte[8], bytes);
    }

    [Fact]
    public void The_mark_is_no_part_of_the_use_and_goes_with_the_page()
    {
        ulong page = AllocateUsed(0);
        Assert.Equal(new PageState(page, 0, PageUse.Buffer, 1), _memory.StateOf(page));
        Assert.True(_memory.IsAllocated(page));
        Assert.Equal(1, _memory.CheckLeaks());
        Assert.Contains($"0x{page:x10}", Assert.Single(_simulation.Findings).Report, StringComparison.Ordinal);
        _memory.Free(page, 0);
        Assert.True(_memory.StateOf(page).IsFree);
        Assert.Equal(0, _memory.CountOf(PageUse.Buffer));
        byte[] bytes = new byte[1];
        Assert.False(_memory.TryRead(page, bytes));
        Assert.Equal(PhysicalMemory.PoisonByte, bytes[0]);
    }

    [Fact]
    public void A_large_page_that_is_taken_apart_stays_zero_until_it_is_touched()
    {
        ulong page = AllocateUsed(9);
        _memory.SplitHugePage(page);
        *_memory.Pointer(page + 4096) = 1;
        Assert.Equal(0, *_memory.Pointer(page + 4097));
        Assert.Equal(0, *_memory.Pointer(page + 8192));
    }

    private ulong AllocateUsed(int order)
    {
        Assert.True(_memory.TryAllocate(order, PageUse.Kernel, PageFill.Poison, out ulong page));
        _memory.Free(page, order);
        Assert.True(_memory.TryAllocate(order, PageUse.Buffer, PageFill.ZeroOnTouch, out ulong again));
        Assert.Equal(page, again);
        return again;
    }
}
