using System;
using System.Collections.Generic;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests;

public sealed unsafe class PhysicalMemoryTests : IDisposable
{
    private readonly Simulation _simulation = new();

    public void Dispose() => _simulation.Dispose();

    [Fact]
    public void A_fresh_machine_hands_out_ascending_zeroed_pages()
    {
        using PhysicalMemory memory = Create(4 << 20);
        for (ulong i = 0; i < 1024; i++)
        {
            ulong page = Allocate(memory);
            Assert.Equal(memory.Base + (i * 4096), page);
            Assert.Equal(-1, new ReadOnlySpan<byte>(memory.Pointer(page), 4096).IndexOfAnyExcept((byte)0));
        }
    }

    [Fact]
    public void The_page_freed_last_is_handed_out_first()
    {
        using PhysicalMemory memory = Create(4 << 20);
        ulong first = Allocate(memory);
        ulong second = Allocate(memory);
        Allocate(memory);
        memory.Free(first, 0);
        memory.Free(second, 0);
        Assert.Equal(second, Allocate(memory));
        Assert.Equal(first, Allocate(memory));
    }

    [Fact]
    public void A_page_is_zero_again_after_it_was_used()
    {
        using PhysicalMemory memory = Create(2 << 20);
        ulong page = Allocate(memory);
        new Span<byte>(memory.Pointer(page), 4096).Fill(0xff);
        memory.Free(page, 0);
        Assert.Equal(page, Allocate(memory));
        Assert.Equal(-1, new ReadOnlySpan<byte>(memory.Pointer(page), 4096).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_page_that_need_not_be_zero_is_poison()
    {
        using PhysicalMemory memory = Create(2 << 20);
        Assert.True(memory.TryAllocate(0, PageUse.Kernel, zero: false, out ulong page));
        Assert.Equal(-1, new ReadOnlySpan<byte>(memory.Pointer(page), 4096)
            .IndexOfAnyExcept(PhysicalMemory.PoisonByte));
    }

    [Fact]
    public void The_limit_is_exact_and_lifts_with_a_free()
    {
        using PhysicalMemory memory = Create(10 * 4096);
        List<ulong> pages = [];
        for (int i = 0; i < 10; i++)
            pages.Add(Allocate(memory));

        Assert.False(memory.TryAllocate(0, PageUse.Buffer, true, out ulong none));
        Assert.Equal(0UL, none);
        Assert.Equal(0, memory.FreePages);
        memory.Free(pages[3], 0);
        Assert.Equal(pages[3], Allocate(memory));
        Assert.Equal(10, memory.CountOf(PageUse.Buffer));
    }

    [Fact]
    public void Huge_pages_are_aligned_and_count_as_512()
    {
        using PhysicalMemory memory = Create(6 << 20);
        Allocate(memory);
        Assert.True(memory.TryAllocate(9, PageUse.Buffer, true, out ulong huge));
        Assert.Equal(0UL, huge & 0x1fffff);
        Assert.Equal(513, memory.CountOf(PageUse.Buffer));
        Assert.Equal(1, memory.FreeHugePages);
        Assert.Equal(new PageState(huge, 9, PageUse.Buffer, 1), memory.StateOf(huge + 0x12345));
        memory.Free(huge, 9);
        Assert.Equal(1, memory.CountOf(PageUse.Buffer));
        Assert.True(memory.StateOf(huge).IsFree);
        Assert.Empty(_simulation.Findings);
    }

    [Fact]
    public void A_huge_page_fails_when_memory_is_fragmented_and_works_when_a_chunk_is_whole_again()
    {
        using PhysicalMemory memory = Create(8 << 20);
        List<ulong> pages = [];
        for (int i = 0; i < 2048; i++)
            pages.Add(Allocate(memory));

        // One page per chunk stays: 2044 pages are free, not one chunk is whole.
        for (int i = 0; i < 2048; i++)
        {
            if (i % 512 != 100)
                memory.Free(pages[i], 0);
        }

        Assert.Equal(2044, memory.FreePages);
        Assert.Equal(0, memory.FreeHugePages);
        Assert.False(memory.TryAllocate(9, PageUse.Buffer, true, out _));
        memory.Free(pages[1024 + 100], 0);
        Assert.True(memory.TryAllocate(9, PageUse.Buffer, true, out ulong huge));
        Assert.Equal(memory.Base + (4 << 20), huge);
    }

    [Fact]
    public void A_huge_page_is_zero_after_its_chunk_was_used_page_by_page()
    {
        using PhysicalMemory memory = Create(2 << 20);
        ulong first = Allocate(memory);
        ulong second = Allocate(memory);
        new Span<byte>(memory.Pointer(second), 4096).Fill(0xee);
        memory.Free(first, 0);
        memory.Free(second, 0);
        Assert.True(memory.TryAllocate(9, PageUse.Buffer, true, out ulong huge));
        Assert.Equal(-1, new ReadOnlySpan<byte>(memory.Pointer(huge), 2 << 20).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void The_pages_of_one_chunk_are_used_up_before_the_next_is_split()
    {
        using PhysicalMemory memory = Create(8 << 20);
        List<ulong> pages = [];
        for (int i = 0; i < 600; i++)
            pages.Add(Allocate(memory));

        Assert.Equal(2, memory.FreeHugePages);
        for (int i = 0; i < 512; i++)
            memory.Free(pages[i], 0);

        Assert.Equal(3, memory.FreeHugePages);
        for (int i = 0; i < 400; i++)
            Assert.InRange(Allocate(memory), memory.Base + (2UL << 20), memory.Base + (4UL << 20) - 1);
    }

    [Fact]
    public void Random_allocations_never_overlap_and_all_come_back()
    {
        using PhysicalMemory memory = Create(16 << 20);
        var live = new List<(ulong Address, int Order)>();
        var owned = new HashSet<ulong>();
        ulong state = 42;
        for (int step = 0; step < 50_000; step++)
        {
            state = unchecked((state * 6364136223846793005) + 1442695040888963407);
            int roll = (int)(state >> 33);
            int order = roll % 64 == 0 ? 9 : 0;
            if (roll % 5 < 3 && memory.TryAllocate(order, PageUse.Buffer, false, out ulong address))
            {
                live.Add((address, order));
                for (ulong page = 0; page < 1UL << order; page++)
                    Assert.True(owned.Add(address + (page * 4096)), "two owners");
            }
            else if (live.Count > 0)
            {
                int index = roll % live.Count;
                (ulong victim, int victimOrder) = live[index];
                live[index] = live[^1];
                live.RemoveAt(live.Count - 1);
                for (ulong page = 0; page < 1UL << victimOrder; page++)
                    owned.Remove(victim + (page * 4096));

                memory.Free(victim, victimOrder);
            }

            Assert.Equal(owned.Count, memory.TotalPages - memory.FreePages);
        }

        foreach ((ulong address, int order) in live)
            memory.Free(address, order);

        Assert.Equal(8, memory.FreeHugePages);
        Assert.Equal(memory.TotalPages, memory.FreePages);
        Assert.Empty(_simulation.Findings);
    }

    [Fact]
    public void Freed_pages_read_as_poison_through_the_checked_path()
    {
        using PhysicalMemory memory = Create(2 << 20);
        ulong page = Allocate(memory);
        Assert.True(memory.TryWrite(page, [1, 2, 3, 4]));
        byte[] bytes = new byte[4];
        Assert.True(memory.TryRead(page, bytes));
        Assert.Equal([1, 2, 3, 4], bytes);
        memory.Free(page, 0);
        Assert.False(memory.TryRead(page, bytes));
        Assert.Equal([0x6b, 0x6b, 0x6b, 0x6b], bytes);
        Assert.False(memory.TryWrite(page, [9]));
        Assert.False(memory.TryRead(0, bytes));
        Assert.Equal([0, 0, 0, 0], bytes);
    }

    [Fact]
    public void References_keep_a_page_until_the_last_is_put()
    {
        using PhysicalMemory memory = Create(2 << 20);
        ulong page = Allocate(memory);
        memory.GetReference(page);
        Assert.Equal(2, memory.StateOf(page).References);
        memory.PutReference(page);
        Assert.False(memory.StateOf(page).IsFree);
        memory.PutReference(page);
        Assert.True(memory.StateOf(page).IsFree);
        Assert.Empty(_simulation.Findings);
    }

    [Fact]
    public void The_fault_point_makes_an_allocation_fail_by_use()
    {
        using PhysicalMemory memory = Create(2 << 20);
        _simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation)
        {
            After = 1,
            Match = static subject => subject is PageUse.PageTable,
        });
        Assert.True(memory.TryAllocate(0, PageUse.PageTable, true, out _));
        Assert.True(memory.TryAllocate(0, PageUse.Buffer, true, out _));
        Assert.False(memory.TryAllocate(0, PageUse.PageTable, true, out _));
        Assert.True(memory.TryAllocate(0, PageUse.PageTable, true, out _));
        Assert.Equal(3, memory.TotalPages - memory.FreePages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4096)]
    [InlineData(4097)]
    public void A_senseless_size_is_refused(long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(size));

    [Fact]
    public void Allocating_and_freeing_allocates_nothing_managed()
    {
        using PhysicalMemory memory = Create(4 << 20);
        Cycle(memory);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Cycle(memory);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Cycle(PhysicalMemory memory)
    {
        ulong page = Allocate(memory);
        memory.TryAllocate(9, PageUse.Buffer, false, out ulong huge);
        memory.Free(page, 0);
        memory.Free(huge, 9);
    }

    private static ulong Allocate(PhysicalMemory memory)
    {
        if (!memory.TryAllocate(0, PageUse.Buffer, zero: true, out ulong page))
            throw new InvalidOperationException("out of memory");

        return page;
    }

    private PhysicalMemory Create(long size) => new(_simulation, size);
}
