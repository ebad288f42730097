using System;
using System.Collections.Generic;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mm;

/// <summary>
/// The file behind a buffer (a file of tmpfs): its pages in the page cache or in swap. What was never needed does not
/// exist. Whoever needs the pages pins all of them; what nobody pins may go to swap.
/// </summary>
/// <remarks>
/// Huge pages "within size": every naturally aligned 2 MiB of the file tries a 2 MiB page first and falls back to 4 KiB
/// pages.
/// </remarks>
public sealed class ShmemFile
{
    private const ulong PageSize = PhysicalMemory.PageSize;
    private const int HugePageOrder = PhysicalMemory.HugePageOrder;
    private const int PagesInHugePage = PhysicalMemory.HugePageSize / PhysicalMemory.PageSize;
    private const ulong ResidentBit = 1;
    private const ulong SwappedBit = 2;
    private const int SlotShift = 2;

    private readonly KernelMemory _mm;
    private readonly PageUse _use;
    private ulong[] _entries = [];
    private bool[] _isHuge = [];
    private int _clock;

    /// <summary>Makes an empty file.</summary>
    /// <param name="mm">The memory that its pages come from.</param>
    /// <param name="size">Bytes, a multiple of 4 KiB.</param>
    /// <param name="use">What the pages are for, for who counts them.</param>
    public ShmemFile(KernelMemory mm, ulong size, PageUse use = PageUse.Buffer)
    {
        ArgumentNullException.ThrowIfNull(mm);
        _mm = mm;
        _use = use;
        Size = size;
        Node = new LinkedListNode<ShmemFile>(this);
    }

    /// <summary>Bytes.</summary>
    public ulong Size { get; }

    /// <summary>Pages of 4 KiB in RAM.</summary>
    public long ResidentPages { get; private set; }

    /// <summary>Pages of 4 KiB in swap.</summary>
    public long SwappedPages { get; private set; }

    /// <summary>Whether somebody holds the pages.</summary>
    public bool IsPinned { get; private set; }

    internal LinkedListNode<ShmemFile> Node { get; }

    /// <summary>The pages while they are pinned: addresses with <see cref="ResidentBit"/> set.</summary>
    internal ulong[] Entries => _entries;

    /// <summary>Whether a 4 KiB page is in RAM.</summary>
    public bool IsResident(int index) => index < _entries.Length && (_entries[index] & ResidentBit) != 0;

    /// <summary>Whether a 4 KiB page is in swap.</summary>
    public bool IsSwapped(int index) => index < _entries.Length && (_entries[index] & SwappedBit) != 0;

    /// <summary>Physical address of a 4 KiB page in RAM.</summary>
    public ulong AddressOf(int index) => _entries[index] & ~(PageSize - 1);

    /// <summary>The order of the page that a 4 KiB page lies in: 0 or 9.</summary>
    public int OrderOf(int index) =>
        index < _entries.Length && _isHuge[index / PagesInHugePage] ? HugePageOrder : 0;

    /// <summary>
    /// Brings every page into RAM and pins them (<c>drm_gem_get_pages()</c>): those in swap are read back, those that never
    /// existed are zero. All or nothing.
    /// </summary>
    /// <returns><see cref="Errno.ENOMEM"/>, or the error of the swap device.</returns>
    public async KTask<Errno> GetPagesAsync()
    {
        if (Size > _mm.Memory.Size)
        {
            return Errno.ENOMEM;
        }

        _mm.MightReclaim();
        int count = checked((int)(Size / PageSize));
        if (_entries.Length == 0)
        {
            _entries = new ulong[count];
            _isHuge = new bool[(count + PagesInHugePage - 1) / PagesInHugePage];
        }

        bool isNew = ResidentPages + SwappedPages == 0;
        long swapped = SwappedPages;
        _mm.RemoveInactive(this);
        int index = 0;
        Errno result = Fill(ref index);
        while (result == Errno.EAGAIN)
        {
            result = await _mm.ReclaimDirectAsync(count - index) ? Fill(ref index) : Errno.ENOMEM;
        }

        if (swapped != SwappedPages)
        {
            _mm.RecordSwapIn(swapped - SwappedPages);
        }

        if (result == Errno.None)
        {
            IsPinned = true;
        }
        else if (isNew)
        {
            Truncate();
        }
        else if (ResidentPages != 0)
        {
            _mm.AddInactive(this);
        }

        return result;
    }

    /// <summary>Lets go of the pages (<c>drm_gem_put_pages()</c>): from now on they may be swapped out.</summary>
    public void PutPages()
    {
        IsPinned = false;
        _mm.AddInactive(this);
    }

    /// <summary>Frees all pages, in RAM and in swap (the last <c>fput()</c>).</summary>
    public void Truncate()
    {
        _mm.RemoveInactive(this);
        IsPinned = false;
        for (int index = 0; index < _entries.Length && ResidentPages + SwappedPages != 0;)
        {
            int order = OrderOf(index);
            if (IsResident(index))
            {
                _mm.Memory.Free(AddressOf(index), order);
                ResidentPages -= 1 << order;
            }
            else if (IsSwapped(index))
            {
                _mm.Swap.Free(SlotOf(index), 0);
                SwappedPages--;
            }

            index += 1 << order;
        }

        _entries = [];
        _isHuge = [];
    }

    /// <summary>Moves pages to swap, the next after those of the last call; contents that the CPU has in its cache too.</summary>
    /// <param name="wanted">How many; a 2 MiB page goes as a whole if swap has a cluster for it.</param>
    /// <param name="error">Why it stopped; <see cref="Errno.None"/> if enough pages went.</param>
    /// <returns>How many pages went.</returns>
    internal int SwapOut(int wanted, out Errno error)
    {
        error = Errno.None;
        int done = 0;
        for (int seen = 0; seen < _entries.Length && done < wanted && ResidentPages != 0; seen++)
        {
            int index = _clock;
            if (!IsResident(index))
            {
                _clock = (index + 1) % _entries.Length;
                continue;
            }

            if (OrderOf(index) != 0 && !_mm.Swap.HasFreeCluster)
            {
                SplitHuge(index);
            }

            error = OrderOf(index) != 0 ? SwapOutHuge(index, ref done) : SwapOutPage(index, ref done);
            if (error != Errno.None)
            {
                break;
            }
        }

        return done;
    }

    private int SlotOf(int index) => checked((int)(_entries[index] >> SlotShift));

    // Stops with EAGAIN where memory is scarce; goes on there when it is called again.
    private Errno Fill(ref int index)
    {
        while (index < _entries.Length)
        {
            if (IsResident(index))
            {
                index += 1 << OrderOf(index);
                continue;
            }

            if (index % PagesInHugePage == 0 && TryFillHuge(index, out Errno error))
            {
                if (error != Errno.None)
                {
                    return error;
                }

                index += PagesInHugePage;
                continue;
            }

            error = FillPage(index);
            if (error != Errno.None)
            {
                return error;
            }

            index++;
        }

        return Errno.None;
    }

    // Only if nothing of the 2 MiB is in RAM, and if it is either all in swap or all new.
    private bool TryFillHuge(int first, out Errno error)
    {
        error = Errno.None;
        if (_entries.Length - first < PagesInHugePage || !IsUniform(first)
            || _mm.TryAllocate(HugePageOrder, _use, FillOf(first), out ulong page) != Errno.None)
        {
            return false;
        }

        if (IsSwapped(first))
        {
            error = SwapInHuge(first, page);
            if (error != Errno.None)
            {
                _mm.Memory.Free(page, HugePageOrder);
                return true;
            }
        }

        for (int i = 0; i < PagesInHugePage; i++)
        {
            _entries[first + i] = (page + (ulong)i * PageSize) | ResidentBit;
        }

        _isHuge[first / PagesInHugePage] = true;
        ResidentPages += PagesInHugePage;
        return true;
    }

    // In one transfer if it went in one.
    private Errno SwapInHuge(int first, ulong page)
    {
        int order = IsCluster(first) ? HugePageOrder : 0;
        for (int i = 0; i < PagesInHugePage; i += 1 << order)
        {
            Errno error = _mm.Swap.Read(SlotOf(first + i), order, page + (ulong)i * PageSize);
            if (error != Errno.None)
            {
                return error;
            }
        }

        for (int i = 0; i < PagesInHugePage; i += 1 << order)
        {
            _mm.Swap.Free(SlotOf(first + i), order);
        }

        SwappedPages -= PagesInHugePage;
        return Errno.None;
    }

    private bool IsCluster(int first)
    {
        bool isCluster = SlotOf(first) % PagesInHugePage == 0;
        for (int i = 1; i < PagesInHugePage && isCluster; i++)
        {
            isCluster = SlotOf(first + i) == SlotOf(first) + i;
        }

        return isCluster;
    }

    // What comes from swap is overwritten at once; what is new is zero.
    private PageFill FillOf(int index) => IsSwapped(index) ? PageFill.None : PageFill.ZeroOnTouch;

    private bool IsUniform(int first)
    {
        ulong kind = _entries[first] & (ResidentBit | SwappedBit);
        ReadOnlySpan<ulong> entries = _entries.AsSpan(first, PagesInHugePage);
        if (kind == 0)
        {
            return !entries.ContainsAnyExcept(0ul);
        }

        foreach (ulong entry in entries)
        {
            if ((entry & SwappedBit) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private Errno FillPage(int index)
    {
        bool isSwapped = IsSwapped(index);
        Errno error = _mm.TryAllocate(0, _use, FillOf(index), out ulong page);
        if (error != Errno.None)
        {
            return error;
        }

        if (isSwapped)
        {
            error = _mm.Swap.Read(SlotOf(index), 0, page);
            if (error != Errno.None)
            {
                _mm.Memory.Free(page, 0);
                return error;
            }

            _mm.Swap.Free(SlotOf(index), 0);
            SwappedPages--;
        }

        _entries[index] = page | ResidentBit;
        ResidentPages++;
        return Errno.None;
    }

    private Errno SwapOutPage(int index, ref int done)
    {
        ulong page = AddressOf(index);
        _mm.Memory.InvalidateCpuCache(page, PageSize);
        Errno error = _mm.Swap.Write(page, 0, out int slot);
        if (error == Errno.None)
        {
            _mm.Memory.Free(page, 0);
            SetSwapped(index, slot);
            done++;
        }

        return error;
    }

    private Errno SwapOutHuge(int index, ref int done)
    {
        int first = index / PagesInHugePage * PagesInHugePage;
        ulong page = AddressOf(first);
        _mm.Memory.InvalidateCpuCache(page, PhysicalMemory.HugePageSize);
        Errno error = _mm.Swap.Write(page, HugePageOrder, out int slot);
        if (error == Errno.None)
        {
            _mm.Memory.Free(page, HugePageOrder);
            _isHuge[first / PagesInHugePage] = false;
            for (int i = 0; i < PagesInHugePage; i++)
            {
                SetSwapped(first + i, slot + i);
            }

            done += PagesInHugePage;
        }

        return error;
    }

    private void SplitHuge(int index)
    {
        int first = index / PagesInHugePage * PagesInHugePage;
        _mm.Memory.SplitHugePage(AddressOf(first));
        _isHuge[first / PagesInHugePage] = false;
    }

    private void SetSwapped(int index, int slot)
    {
        _entries[index] = ((ulong)slot << SlotShift) | SwappedBit;
        ResidentPages--;
        SwappedPages++;
    }
}
