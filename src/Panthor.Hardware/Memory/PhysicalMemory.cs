using System;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The machine's RAM and its page allocator.</summary>
/// <remarks>
/// <para>
/// Pages come in two sizes: order 0 (4 KiB) and order 9 (2 MiB, aligned). The order of addresses is fixed: a fresh
/// machine hands out ascending addresses, a freed page is the next to be handed out, a 2 MiB chunk whose pages are all
/// free is whole again. A 2 MiB page therefore needs a whole chunk: 512 scattered free pages do not help.
/// </para>
/// <para>
/// Freed pages are poisoned and remembered: whoever reads one through a checked path (the GPU, <see cref="TryRead"/>)
/// sees <see cref="PoisonByte"/>, never the old bytes. That costs nothing, as it is never written. Freeing twice, freeing what was never allocated and leaking are
/// findings.
/// </para>
/// </remarks>
public sealed unsafe partial class PhysicalMemory : IDisposable
{
    /// <summary>Bytes in an order-0 page.</summary>
    public const int PageSize = MemoryBlock.PageSize;

    /// <summary>Bytes in an order-9 page.</summary>
    public const int HugePageSize = MemoryBlock.ChunkSize;

    /// <summary>Order of a 4 KiB page.</summary>
    public const int PageOrder = 0;

    /// <summary>Order of a 2 MiB page.</summary>
    public const int HugePageOrder = 9;

    /// <summary>What a freed or never written page reads as (the kernel's POISON_FREE).</summary>
    public const byte PoisonByte = 0x6b;

    /// <summary>Physical address of the first byte of RAM.</summary>
    public const ulong BaseAddress = 0x1_0000_0000;

    private readonly Simulation _simulation;
    private readonly MemoryArena? _arena;
    private readonly byte* _data;
    private readonly byte* _use;
    private readonly long[] _countByUse = new long[(int)PageUse.Kernel + 1];
    private MemoryBlock? _block;
    private long _usedPages;

    /// <summary>Eight bytes of <see cref="PoisonByte"/>.</summary>
    internal const ulong PoisonWord = 0x6b6b_6b6b_6b6b_6b6b;

    /// <summary>Creates RAM of <paramref name="size"/> bytes.</summary>
    /// <param name="simulation">The machine that it belongs to.</param>
    /// <param name="size">Bytes that may be allocated at a time: a positive multiple of 4 KiB, at most 64 GiB.</param>
    /// <param name="arena">Where the native block comes from and returns to; null: from the system.</param>
    public PhysicalMemory(Simulation simulation, long size, MemoryArena? arena = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        if (size <= 0 || size % PageSize != 0 || size > 64L << 30)
        {
            throw new ArgumentOutOfRangeException(
                nameof(size), size, "The memory size must be a positive multiple of 4 KiB, at most 64 GiB.");
        }

        _simulation = simulation;
        _arena = arena;
        long rounded = (size + HugePageSize - 1) & ~(long)(HugePageSize - 1);
        _block = arena is null ? new MemoryBlock(rounded) : arena.Rent(rounded);
        _data = _block.Data;
        _use = _block.Use;
        Size = (ulong)rounded;
        TotalPages = size / PageSize;
        WatermarkMin = MinimumFree(TotalPages);
        _countByUse[(int)PageUse.Free] = TotalPages;
    }

    /// <summary>Physical address of the first byte.</summary>
    public ulong Base { get; } = BaseAddress;

    /// <summary>Bytes of the physical address range: the size asked for, rounded up to 2 MiB.</summary>
    public ulong Size { get; }

    /// <summary>Pages of 4 KiB that may be allocated at a time.</summary>
    public long TotalPages { get; }

    /// <summary>Pages of 4 KiB that nobody owns; they need not be contiguous.</summary>
    public long FreePages => TotalPages - _usedPages;

    /// <summary>Number of 2 MiB pages that could be allocated now.</summary>
    public long FreeHugePages =>
        Math.Min(FreePages / MemoryBlock.PagesPerChunk, _wholeCount + Block.ChunkCount - _fresh);

    private MemoryBlock Block => _block ?? throw new ObjectDisposedException(nameof(PhysicalMemory));

    /// <summary>Pages of 4 KiB allocated for <paramref name="use"/> (a 2 MiB page counts as 512).</summary>
    public long CountOf(PageUse use) => use == PageUse.Free ? FreePages : _countByUse[(int)use];

    /// <summary>Native address of the byte at a physical address, up to the end of its 4 KiB page; valid until the page
    /// is freed.</summary>
    /// <remarks>
    /// The range is checked in debug builds only, whether somebody owns the page never. Pages that are cleared at once
    /// (<see cref="PageFill.Zero"/>), as page tables are, can be reached from the address of the first byte, too.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Pointer(ulong address)
    {
        Debug.Assert(Contains(address, 1), "physical address out of range");
        ulong offset = unchecked(address - BaseAddress);
        if ((_use[offset >> MemoryBlock.PageShift] & Untouched) != 0)
            Touch(offset >> MemoryBlock.PageShift, clear: true);

        return _data + offset;
    }

    /// <summary>True if <paramref name="length"/> bytes at the address are RAM.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(ulong address, ulong length)
    {
        ulong offset = unchecked(address - BaseAddress);
        return offset < Size && length <= Size - offset;
    }

    /// <summary>True if the address lies in a page that somebody owns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAllocated(ulong address)
    {
        ulong offset = unchecked(address - BaseAddress);
        return offset < Size && _use[offset >> MemoryBlock.PageShift] != 0;
    }

    /// <summary>What the allocator knows about the page that holds the address.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The address is not RAM.</exception>
    public PageState StateOf(ulong address)
    {
        int page = PageIndex(address);
        bool huge = Block.Chunks[page / MemoryBlock.PagesPerChunk].Kind == ChunkKind.Huge;
        if (huge)
            page &= ~(MemoryBlock.PagesPerChunk - 1);

        return new PageState(
            AddressOf(page),
            huge ? HugePageOrder : PageOrder,
            (PageUse)(Block.Use[page] & ~Untouched),
            Block.References[page]);
    }

    /// <summary>
    /// Reads RAM as a bus master sees it: pages that nobody owns read as <see cref="PoisonByte"/>.
    /// </summary>
    /// <returns>True if all bytes are RAM and all pages are owned; what is no RAM reads as 0.</returns>
    public bool TryRead(ulong address, Span<byte> destination)
    {
        bool sound = true;
        while (!destination.IsEmpty)
        {
            int length = Math.Min(destination.Length, PageSize - (int)(address & (PageSize - 1)));
            Span<byte> part = destination[..length];
            if (IsAllocated(address))
            {
                new ReadOnlySpan<byte>(Pointer(address), length).CopyTo(part);
            }
            else
            {
                part.Fill(Contains(address, 1) ? PoisonByte : (byte)0);
                sound = false;
            }

            destination = destination[length..];
            address = checked(address + (ulong)length);
        }

        return sound;
    }

    /// <summary>Writes RAM as a bus master does: bytes for pages that nobody owns, or for no RAM, are lost.</summary>
    /// <returns>True if every byte was written.</returns>
    public bool TryWrite(ulong address, ReadOnlySpan<byte> source)
    {
        bool sound = true;
        while (!source.IsEmpty)
        {
            int length = Math.Min(source.Length, PageSize - (int)(address & (PageSize - 1)));
            if (IsAllocated(address))
                source[..length].CopyTo(new Span<byte>(Pointer(address), length));
            else
                sound = false;

            source = source[length..];
            address = checked(address + (ulong)length);
        }

        return sound;
    }

    /// <summary>Gives the native block back. Pointers into it are dead; leaks are not reported here.</summary>
    public void Dispose()
    {
        if (_block is null)
            return;

        if (_arena is null)
            _block.Dispose();
        else
            _arena.Return(_block);

        _block = null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{TotalPages} pages at 0x{BaseAddress:x}, {FreePages} free");

    private static ulong AddressOf(int page) => BaseAddress + ((ulong)page << MemoryBlock.PageShift);

    private int PageIndex(ulong address)
    {
        if (!Contains(address, 1))
            throw new ArgumentOutOfRangeException(nameof(address), address, "The address is not RAM.");

        return (int)((address - BaseAddress) >> MemoryBlock.PageShift);
    }
}
