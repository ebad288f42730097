using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>Keeps the native blocks of finished boards, so that short runs need not map memory.</summary>
/// <remarks>
/// An arena belongs to one thread. Boards rent from it and give back when they are removed; what a run sees never
/// depends on what an earlier run left behind.
/// </remarks>
[SharedAcrossRuns]
public sealed class MemoryArena : IDisposable
{
    private readonly List<MemoryBlock> _idle = [];
    private bool _disposed;

    /// <summary>Blocks that wait for a board.</summary>
    public int IdleBlocks => _idle.Count;

    /// <summary>The firmware image that was built last: most machines of an arena want the same. Never written to.
    /// </summary>
    internal ((uint Version, int GroupSlots, int Streams) Key, byte[] Bytes)? FirmwareImage { get; set; }

    /// <summary>Frees the waiting blocks; blocks still rented are freed when they come back.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (MemoryBlock block in _idle)
            block.Dispose();

        _idle.Clear();
    }

    internal MemoryBlock Rent(long size)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (int i = _idle.Count - 1; i >= 0; i--)
        {
            MemoryBlock block = _idle[i];
            if (block.Size != size)
                continue;

            _idle.RemoveAt(i);
            return block;
        }

        return new MemoryBlock(size);
    }

    internal void Return(MemoryBlock block)
    {
        if (_disposed)
        {
            block.Dispose();
            return;
        }

        block.Reset();
        _idle.Add(block);
    }
}
