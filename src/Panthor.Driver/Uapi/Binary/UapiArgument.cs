using System;
using System.Collections.Generic;
using Panthor.Driver.Uapi.User;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>An argument in bytes, and what it points to in the client's memory.</summary>
public sealed class UapiArgument
{
    private readonly UserHeap _heap;
    private readonly List<ulong> _blocks;

    internal UapiArgument(byte[] bytes, UserHeap heap, List<ulong> blocks)
    {
        Bytes = bytes;
        _heap = heap;
        _blocks = blocks;
    }

    /// <summary>The argument itself.</summary>
    public Memory<byte> Bytes { get; }

    /// <summary>The blocks in the client's heap that it points to, directly or not.</summary>
    public IReadOnlyList<ulong> Blocks => _blocks;

    /// <summary>Bytes of the heap that the blocks have.</summary>
    public ulong HeapSize
    {
        get
        {
            ulong size = 0;
            foreach (ulong block in _blocks)
            {
                size += _heap.SizeOf(block);
            }

            return size;
        }
    }

    /// <summary>Gives the blocks back; the argument must not be used any more.</summary>
    public void Free()
    {
        foreach (ulong block in _blocks)
        {
            _heap.Free(block);
        }

        _blocks.Clear();
    }
}
