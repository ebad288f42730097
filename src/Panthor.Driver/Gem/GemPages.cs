using Panthor.Driver.Mm;
using Panthor.Hardware;

namespace Panthor.Driver.Gem;

/// <summary>
/// The pages behind a buffer while it holds them (<c>struct page **</c>): one physical address for every 4 KiB, whichever
/// the size of the page it lies in.
/// </summary>
public sealed class GemPages
{
    /// <summary>Size of a small page in bytes.</summary>
    public const ulong PageSize = PhysicalMemory.PageSize;

    /// <summary>Size of a large page in bytes.</summary>
    public const ulong HugePageSize = PhysicalMemory.HugePageSize;

    /// <summary>Small pages in a large one.</summary>
    public const int PagesInHugePage = PhysicalMemory.HugePageSize / PhysicalMemory.PageSize;

    /// <summary>Order of a large page, as the page allocator counts.</summary>
    public const int HugePageOrder = PhysicalMemory.HugePageOrder;

    private readonly ShmemFile _file;
    private readonly ulong[] _entries;

    internal GemPages(ShmemFile file)
    {
        _file = file;
        _entries = file.Entries;
    }

    /// <summary>How many 4 KiB pages there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The physical address of a 4 KiB page.</summary>
    public ulong this[int index] => _entries[index] & ~(PageSize - 1);

    /// <summary>The order of the page that a 4 KiB page lies in: 0 or 9.</summary>
    public int OrderOf(int index) => _file.OrderOf(index);

    /// <summary>The scatter table of the pages (<c>drm_prime_pages_to_sg()</c>): neighbours in memory become one segment.</summary>
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
                segments[run++] = new ScatterSegment(this[first], (ulong)(index - first) * PageSize);
                first = index;
            }
        }

        return segments;
    }

    private bool IsAdjacent(int index) => _entries[index] == _entries[index - 1] + PageSize;
}
