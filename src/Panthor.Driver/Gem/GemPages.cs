using System;
using Panthor.Hardware;

namespace Panthor.Driver.Gem;

/// <summary>
/// The pages behind a buffer: one physical address for every 4 KiB, whichever the size of the page it lies in.
/// </summary>
/// <remarks>
/// As the kernel's shmem with huge pages "within size": every naturally aligned 2 MiB of the buffer tries a 2 MiB page
/// first and falls back to 4 KiB pages.
/// </remarks>
public sealed class GemPages
{
    /// <summary>Size of a small page in bytes.</summary>
    public const ulong PageSize = 1ul << 12;

    /// <summary>Size of a large page in bytes.</summary>
    public const ulong HugePageSize = 1ul << 21;

    /// <summary>Small pages in a large one.</summary>
    public const int PagesInHugePage = 512;

    /// <summary>Order of a large page, as the page allocator counts.</summary>
    public const int HugePageOrder = 9;

    private readonly ulong[] _addresses;
    private readonly bool[] _isHuge;

    private GemPages(int count)
    {
        _addresses = new ulong[count];
        _isHuge = new bool[(count + PagesInHugePage - 1) / PagesInHugePage];
    }

    /// <summary>How many 4 KiB pages there are.</summary>
    public int Count => _addresses.Length;

    /// <summary>The physical address of a 4 KiB page.</summary>
    public ulong this[int index] => _addresses[index];

    /// <summary>The order of the page that a 4 KiB page lies in: 0 or 9.</summary>
    public int OrderOf(int index) => _isHuge[index / PagesInHugePage] ? HugePageOrder : 0;

    /// <summary>
    /// Allocates zeroed pages for a buffer (<c>drm_gem_get_pages()</c>). All or nothing: when memory runs out, what was
    /// allocated goes back.
    /// </summary>
    /// <returns>The pages, or null if memory ran out.</returns>
    public static GemPages? TryAllocate(PhysicalMemory memory, ulong size)
    {
        ArgumentNullException.ThrowIfNull(memory);
        if (size > memory.Size)
        {
            return null;
        }

        var pages = new GemPages(checked((int)(size / PageSize)));
        for (int index = 0; index < pages.Count;)
        {
            int order = index % PagesInHugePage == 0 && pages.Count - index >= PagesInHugePage ? HugePageOrder : 0;
            if (order != 0 && memory.TryAllocate(order, PageUse.Buffer, zero: true, out ulong huge))
            {
                pages.SetHuge(index, huge);
                index += PagesInHugePage;
            }
            else if (memory.TryAllocate(0, PageUse.Buffer, zero: true, out ulong small))
            {
                pages._addresses[index++] = small;
            }
            else
            {
                pages.Free(memory, index);
                return null;
            }
        }

        return pages;
    }

    /// <summary>Gives every page back (<c>drm_gem_put_pages()</c>).</summary>
    public void Free(PhysicalMemory memory) => Free(memory, Count);

    /// <summary>The scatter table of the pages: neighbours in memory become one segment.</summary>
    public ScatterSegment[] ToSegments()
    {
        int runs = 1;
        for (int index = 1; index < Count; index++)
        {
            runs += IsAdjacent(index) ? 0 : 1;
        }

        var segments = new ScatterSegment[runs];
        int first = 0;
        int run = 0;
        for (int index = 1; index <= Count; index++)
        {
            if (index == Count || !IsAdjacent(index))
            {
                segments[run++] = new ScatterSegment(_addresses[first], (ulong)(index - first) * PageSize);
                first = index;
            }
        }

        return segments;
    }

    private bool IsAdjacent(int index) => _addresses[index] == _addresses[index - 1] + PageSize;

    private void SetHuge(int index, ulong address)
    {
        _isHuge[index / PagesInHugePage] = true;
        for (int i = 0; i < PagesInHugePage; i++)
        {
            _addresses[index + i] = address + (ulong)i * PageSize;
        }
    }

    private void Free(PhysicalMemory memory, int count)
    {
        ArgumentNullException.ThrowIfNull(memory);
        for (int index = 0; index < count;)
        {
            int order = OrderOf(index);
            memory.Free(_addresses[index], order);
            index += 1 << order;
        }
    }
}
