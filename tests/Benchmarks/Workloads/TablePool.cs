using System;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Benchmarks.Workloads;

/// <summary>Pages for page tables: all of a memory, allocated beforehand, handed out last in, first out.</summary>
internal sealed unsafe class TablePool : IDisposable
{
    private readonly Simulation _simulation = new();
    private readonly ulong[] _pages;
    private int _count;

    public TablePool(int pages)
    {
        Memory = new PhysicalMemory(_simulation, pages * (long)PhysicalMemory.PageSize);
        _pages = new ulong[pages];
        for (int i = pages - 1; i >= 0; i--)
            Memory.TryAllocate(PhysicalMemory.PageOrder, PageUse.PageTable, true, out _pages[i]);
        Array.Sort(_pages);
        Array.Reverse(_pages);
        _count = pages;
    }

    public PhysicalMemory Memory { get; }

    /// <summary>Pages in use.</summary>
    public int Used => _pages.Length - _count;

    /// <summary>Takes a page and clears it, as the kernel does when it installs a table.</summary>
    public bool TryTake(out ulong page)
    {
        if (_count == 0)
        {
            page = 0;
            return false;
        }

        page = _pages[--_count];
        new Span<byte>(Memory.Pointer(page), PhysicalMemory.PageSize).Clear();
        return true;
    }

    public void Give(ulong page) => _pages[_count++] = page;

    public void Dispose()
    {
        Memory.Dispose();
        _simulation.Dispose();
    }
}
