using System;
using Panthor.Driver.Gem;

namespace Panthor.Driver.Mmu;

/// <summary>
/// A part of a buffer as a series of page table calls: along the segments of its pages, each cut where a table ends.
/// </summary>
/// <remarks>C: the loops of panthor_vm_map_pages.</remarks>
internal struct PageRun
{
    private readonly PanthorGemObject _bo;
    private readonly bool _skipsOnce;
    private int _segment;
    private ulong _offset;
    private ulong _size;
    private ulong _length;

    /// <param name="bo">The buffer.</param>
    /// <param name="iova">Where it is mapped.</param>
    /// <param name="offset">Where the part begins in the buffer.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="skipsOnce"><see cref="Patches.MemoryPatches.PartialBoMapping"/>.</param>
    public PageRun(PanthorGemObject bo, ulong iova, ulong offset, ulong size, bool skipsOnce)
    {
        _skipsOnce = skipsOnce;
        _bo = bo;
        Iova = iova;
        _offset = offset;
        _size = size;
        _segment = -1;
    }

    /// <summary>First virtual address of the call.</summary>
    public ulong Iova { get; private set; }

    /// <summary>First physical address of the call.</summary>
    public ulong Paddr { get; private set; }

    /// <summary>Bytes of a page.</summary>
    public ulong Pgsize { get; private set; }

    /// <summary>Pages.</summary>
    public ulong Pgcount { get; private set; }

    /// <summary>Prepares the next call; false when all is done.</summary>
    public bool MoveNext()
    {
        if (_length == 0 && !NextSegment())
            return false;
        Pgsize = PanthorVm.GetPgsize(Iova | Paddr, _length, out ulong count);
        Pgcount = count;
        return true;
    }

    /// <summary>Counts bytes that the call mapped.</summary>
    public void Advance(ulong mapped)
    {
        Iova += mapped;
        Paddr += mapped;
        _length -= mapped;
    }

    private bool NextSegment()
    {
        ReadOnlySpan<ScatterSegment> segments = _bo.DeviceMap;
        while (_size != 0 && ++_segment < segments.Length)
        {
            ScatterSegment segment = segments[_segment];
            if (segment.Length <= _offset)
            {
                _offset -= segment.Length;
                continue;
            }

            Paddr = segment.Address + _offset;
            _length = Math.Min(segment.Length - _offset, _size);
            _size -= _length;
            _offset = _skipsOnce ? 0 : _offset;
            return true;
        }

        return false;
    }
}
