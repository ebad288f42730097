using System;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests;

public sealed unsafe class SwapStoreTests : IDisposable
{
    private const int Cluster = SwapStore.ClusterSlots;

    private readonly Simulation _simulation = new();
    private readonly PhysicalMemory _memory;

    public SwapStoreTests() => _memory = new PhysicalMemory(_simulation, 16 << 20);

    public void Dispose()
    {
        _memory.Dispose();
        _simulation.Dispose();
    }

    [Fact]
    public void Slots_are_handed_out_lowest_first_and_keep_their_bytes()
    {
        using var swap = new SwapStore(_simulation, _memory, 1 << 20);
        ulong page = Allocate(0, PageFill.Zero);
        for (int i = 0; i < 4; i++)
        {
            *_memory.Pointer(page + 4095) = (byte)(i + 1);
            Assert.Equal(Errno.None, swap.Write(page, 0, out int slot));
            Assert.Equal(i, slot);
        }

        swap.Free(1, 0);
        Assert.Equal(3, swap.UsedPages);
        Assert.Equal(Errno.None, swap.Write(page, 0, out int again));
        Assert.Equal(1, again);
        Assert.Equal(Errno.None, swap.Read(2, 0, page));
        Assert.Equal(3, *_memory.Pointer(page + 4095));
        Assert.Empty(_simulation.Findings);
    }

    [Fact]
    public void A_large_page_goes_to_neighbouring_slots_in_one_transfer_and_comes_back_whole()
    {
        using var swap = new SwapStore(_simulation, _memory, 4 << 20);
        ulong small = Allocate(0, PageFill.Zero);
        Assert.Equal(Errno.None, swap.Write(small, 0, out _));
        ulong huge = Allocate(9, PageFill.Zero);
        for (int i = 0; i < Cluster; i++)
            *(int*)_memory.Pointer(huge + ((ulong)i << 12)) = i + 1;

        Assert.Equal(Errno.None, swap.Write(huge, 9, out int slot));
        Assert.Equal(Cluster, slot);
        Assert.False(swap.HasFreeCluster);
        Assert.Equal(Errno.ENOSPC, swap.Write(huge, 9, out _));
        Assert.Equal(1 + Cluster, swap.UsedPages);

        ulong other = Allocate(9, PageFill.None);
        Assert.Equal(Errno.None, swap.Read(slot, 9, other));
        for (int i = 0; i < Cluster; i++)
            Assert.Equal(i + 1, *(int*)_memory.Pointer(other + ((ulong)i << 12)));

        swap.Free(slot, 9);
        swap.Free(0, 0);
        Assert.Equal(0, swap.CheckLeaks());
        Assert.True(swap.HasFreeCluster);
    }

    [Fact]
    public void The_last_cluster_has_only_the_slots_that_exist()
    {
        using var swap = new SwapStore(_simulation, _memory, (Cluster + 3) * 4096L);
        ulong page = Allocate(0, PageFill.Zero);
        for (int i = 0; i < Cluster + 3; i++)
            Assert.Equal(Errno.None, swap.Write(page, 0, out _));

        Assert.Equal(Errno.ENOSPC, swap.Write(page, 0, out _));
        for (int i = 0; i < Cluster; i++)
            swap.Free(i, 0);

        Assert.True(swap.HasFreeCluster);
        swap.Free(7, 0);
        Assert.Equal(FindingKind.BadPage, Assert.Single(_simulation.Findings).Kind);
    }

    [Fact]
    public void Pages_that_nobody_reached_for_come_back_as_zeros_between_others()
    {
        using var swap = new SwapStore(_simulation, _memory, 4 << 20);
        Spoil(9);
        ulong huge = Allocate(9, PageFill.ZeroOnTouch);
        *_memory.Pointer(huge + 0x5000) = 5;
        Assert.Equal(Errno.None, swap.Write(huge, 9, out int slot));
        _memory.Free(huge, 9);
        Spoil(9);
        ulong back = Allocate(9, PageFill.None);
        Assert.Equal(Errno.None, swap.Read(slot, 9, back));
        for (ulong i = 0; i < Cluster; i++)
        {
            Assert.Equal(i == 5 ? 5 : 0, *_memory.Pointer(back + (i << 12)));
            Assert.Equal(0, *_memory.Pointer(back + (i << 12) + 4095));
        }
    }

    [Fact]
    public void A_fault_stops_a_transfer_once_and_nothing_is_taken()
    {
        using var swap = new SwapStore(_simulation, _memory, 4 << 20);
        ulong huge = Allocate(9, PageFill.Zero);
        FaultInjection fault = _simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.SwapOut) { Times = 1 });
        Assert.Equal(Errno.EIO, swap.Write(huge, 9, out _));
        Assert.Equal((1, 0L), (fault.Fired, swap.UsedPages));
        Assert.Equal(Errno.None, swap.Write(huge, 9, out int slot));
        _simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.SwapIn) { Times = 1 });
        Assert.Equal(Errno.EIO, swap.Read(slot, 9, huge));
        Assert.Equal(Errno.None, swap.Read(slot, 9, huge));
    }

    [Fact]
    public void A_machine_without_swap_has_no_slot()
    {
        using var swap = new SwapStore(_simulation, _memory, 0);
        Assert.False(swap.HasFreeCluster);
        Assert.Equal(Errno.ENOSPC, swap.Write(Allocate(0, PageFill.Zero), 0, out _));
        swap.Free(0, 0);
        Assert.Equal(FindingKind.BadPage, Assert.Single(_simulation.Findings).Kind);
    }

    // What is allocated next holds the bytes of an earlier owner, unless it is cleared.
    private void Spoil(int order)
    {
        ulong page = Allocate(order, PageFill.Poison);
        _memory.Free(page, order);
    }

    private ulong Allocate(int order, PageFill fill)
    {
        Assert.True(_memory.TryAllocate(order, PageUse.Buffer, fill, out ulong page));
        return page;
    }
}
