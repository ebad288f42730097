using System.Collections.Generic;
using System.Linq;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>RAM and swap lie outside of what a checkpoint can see by itself: they bring their bytes back.</summary>
public sealed class MemoryCheckpointTests
{
    private const int PageSize = PhysicalMemory.PageSize;

    [Fact]
    public void Pages_and_the_order_in_which_they_are_handed_out_come_back()
    {
        using Simulation simulation = new();
        using PhysicalMemory memory = new(simulation, 8 << 20);
        ulong[] pages = Enumerable.Range(0, 40).Select(_ => Allocate(memory, 0)).ToArray();
        ulong huge = Allocate(memory, 9);
        memory.TryWrite(pages[3], Pattern(3));
        memory.TryWrite(huge + (5 * PageSize), Pattern(5));
        memory.Free(pages[7], 0);
        memory.Free(pages[2], 0);
        Checkpoint checkpoint = Checkpoint.Take(simulation, memory);

        memory.TryWrite(pages[3], Pattern(33));
        memory.TryWrite(pages[4], Pattern(44));
        memory.TryWrite(huge + (5 * PageSize), Pattern(55));
        List<ulong> first = HandOut(memory);
        memory.Free(pages[3], 0);
        memory.Free(huge, 9);
        checkpoint.Restore();

        Assert.Equal((2048 - 38 - 512, true, false), (memory.FreePages, Allocated(memory, pages[3]), Allocated(memory, pages[7])));
        Assert.Equal(Pattern(3), Read(memory, pages[3]));
        Assert.Equal(new byte[PageSize], Read(memory, pages[4]));
        Assert.Equal(Pattern(5), Read(memory, huge + (5 * PageSize)));
        Assert.Equal(first, HandOut(memory));
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void A_page_that_was_free_then_is_clean_for_its_next_owner()
    {
        using Simulation simulation = new();
        using PhysicalMemory memory = new(simulation, 4 << 20);
        ulong kept = Allocate(memory, 0);
        Checkpoint checkpoint = Checkpoint.Take(simulation, memory);
        for (int i = 0; i < 3; i++)
        {
            ulong page = Allocate(memory, 0);
            ulong huge = Allocate(memory, 9);
            Assert.Equal(new byte[PageSize], Read(memory, page));
            Assert.Equal(new byte[PageSize], Read(memory, huge));
            memory.TryWrite(page, Pattern(i + 1));
            memory.TryWrite(huge, Pattern(i + 2));
            checkpoint.Restore();
            Assert.Equal(1023, memory.FreePages);
            Assert.True(Allocated(memory, kept));
            Assert.Equal(1, memory.FreeHugePages);
        }
    }

    [Fact]
    public void A_page_that_nobody_had_reached_for_is_zero_again()
    {
        using Simulation simulation = new();
        using PhysicalMemory memory = new(simulation, 4 << 20);
        Assert.True(memory.TryAllocate(0, PageUse.Buffer, PageFill.ZeroOnTouch, out ulong page));
        Checkpoint checkpoint = Checkpoint.Take(simulation, memory);
        for (int i = 1; i <= 3; i++)
        {
            memory.TryWrite(page, Pattern(i));
            Assert.Equal(Pattern(i), Read(memory, page));
            checkpoint.Restore();
            Assert.Equal(new byte[PageSize], Read(memory, page));
            checkpoint.Restore();
        }
    }

    [Fact]
    public void Swapped_pages_come_back_and_swap_that_was_empty_is_empty_again()
    {
        using Simulation simulation = new();
        using PhysicalMemory memory = new(simulation, 4 << 20);
        using SwapStore swap = new(simulation, memory, 1 << 20);
        ulong page = Allocate(memory, 0);
        Checkpoint empty = Checkpoint.Take(simulation, memory, swap);
        memory.TryWrite(page, Pattern(1));
        Assert.Equal(Errno.None, swap.Write(page, 0, out int slot));
        Checkpoint filled = Checkpoint.Take(simulation, memory, swap);
        swap.Free(slot, 0);
        memory.TryWrite(page, Pattern(2));
        Assert.Equal(Errno.None, swap.Write(page, 0, out int again));
        Assert.Equal(slot, again);

        filled.Restore();
        Assert.Equal(1, swap.UsedPages);
        Assert.Equal(Errno.None, swap.Read(slot, 0, page));
        Assert.Equal(Pattern(1), Read(memory, page));
        empty.Restore();
        Assert.Equal((0, 0), (swap.UsedPages, swap.PagesOut));
        Assert.Equal(Errno.None, swap.Write(page, 0, out _));
        Assert.Empty(simulation.Findings);
    }

    private static List<ulong> HandOut(PhysicalMemory memory) =>
        Enumerable.Range(0, 10).Select(i => Allocate(memory, i == 4 ? 9 : 0)).ToList();

    private static bool Allocated(PhysicalMemory memory, ulong address) => memory.IsAllocated(address);

    private static ulong Allocate(PhysicalMemory memory, int order)
    {
        Assert.True(memory.TryAllocate(order, PageUse.Buffer, zero: true, out ulong address));
        return address;
    }

    private static byte[] Pattern(int seed) =>
        Enumerable.Range(0, PageSize).Select(i => (byte)((i * 7) + seed)).ToArray();

    private static byte[] Read(PhysicalMemory memory, ulong address)
    {
        byte[] bytes = new byte[PageSize];
        Assert.True(memory.TryRead(address, bytes));
        return bytes;
    }
}
