using System;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests;

public sealed unsafe class MemoryArenaTests
{
    [Fact]
    public void A_second_run_on_the_same_block_sees_nothing_of_the_first()
    {
        using var arena = new MemoryArena();
        ulong[] first = Run(arena);
        Assert.Equal(1, arena.IdleBlocks);
        ulong[] second = Run(arena);
        Assert.Equal(first, second);
        Assert.Equal(1, arena.IdleBlocks);
    }

    [Fact]
    public void Blocks_of_another_size_are_not_reused()
    {
        using var arena = new MemoryArena();
        using var simulation = new Simulation();
        new PhysicalMemory(simulation, 2 << 20, arena).Dispose();
        using var larger = new PhysicalMemory(simulation, 4 << 20, arena);
        Assert.Equal(1, arena.IdleBlocks);
        Assert.Equal(1024, larger.TotalPages);
    }

    [Fact]
    public void Disposing_the_memory_twice_returns_its_block_once()
    {
        using var arena = new MemoryArena();
        using var simulation = new Simulation();
        var memory = new PhysicalMemory(simulation, 2 << 20, arena);
        memory.Dispose();
        memory.Dispose();
        Assert.Equal(1, arena.IdleBlocks);
        Assert.Throws<ObjectDisposedException>(() => memory.TryAllocate(0, PageUse.Buffer, true, out _));
    }

    private static ulong[] Run(MemoryArena arena)
    {
        using var simulation = new Simulation();
        using var memory = new PhysicalMemory(simulation, 4 << 20, arena);
        Assert.Equal(1024, memory.FreePages);
        ulong[] seen = new ulong[8];
        for (int i = 0; i < seen.Length; i++)
        {
            Assert.True(memory.TryAllocate(0, PageUse.Buffer, zero: true, out ulong page));
            ulong* word = (ulong*)memory.Pointer(page);
            seen[i] = page + *word;
            *word = 0x1234567;
        }

        // Left allocated on purpose: the block must come back clean anyway.
        Assert.True(memory.TryAllocate(9, PageUse.Kernel, zero: true, out ulong huge));
        ulong* middle = (ulong*)memory.Pointer(huge + 0x100000);
        Assert.Equal(0UL, *middle);
        *middle = 1;
        return seen;
    }
}
