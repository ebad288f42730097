using System;
using System.Numerics;
using Panthor.Driver.IoPgtable;

namespace PanthorPS;

/// <summary>Draws what the page table has for a range, and counts it.</summary>
internal sealed class RangePicture : IPageTableVisitor
{
    private const ulong PageSize = 4096;
    private const int CellsOfOnePage = 8;
    private const int MostCells = 28;
    private const char Block = '\u2588';
    private const char Page = '\u2592';
    private const char Nothing = '\u00b7';

    private readonly ulong _start;
    private readonly ulong _size;
    private readonly char[] _cells;

    public RangePicture(ulong start, ulong size)
    {
        _start = start;
        _size = size;
        ulong pages = Math.Max(1, size / PageSize);
        int cells = Math.Min(CellsOfOnePage + BitOperations.Log2(pages), MostCells);
        _cells = new char[Math.Min((ulong)cells, pages)];
        Array.Fill(_cells, Nothing);
    }

    /// <summary>Entries that map 2 MiB.</summary>
    public long HugePages { get; private set; }

    /// <summary>Entries that map 4 KiB.</summary>
    public long SmallPages { get; private set; }

    /// <inheritdoc/>
    public bool VisitTable(in PageTableEntry entry) => true;

    /// <inheritdoc/>
    public bool VisitLeaf(in PageTableEntry entry)
    {
        bool isBlock = entry.Size > PageSize;
        if (isBlock)
        {
            HugePages++;
        }
        else
        {
            SmallPages++;
        }

        ulong from = Math.Max(entry.Iova, _start) - _start;
        ulong to = Math.Min(entry.Iova - _start + entry.Size, _size);
        int last = CellOf(to - 1);
        for (int cell = CellOf(from); cell <= last; cell++)
        {
            _cells[cell] = isBlock ? Block : Page;
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => new(_cells);

    private int CellOf(ulong offset) => (int)((UInt128)offset * (uint)_cells.Length / _size);
}
