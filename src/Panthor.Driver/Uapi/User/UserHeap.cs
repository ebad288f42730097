using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>
/// A heap in a client's address space (<c>malloc()</c>), for those who build the arguments of ioctls. It grows to a limit.
/// </summary>
public sealed class UserHeap
{
    /// <summary>Bytes that the heap may have.</summary>
    public const ulong Limit = 64ul << 20;

    private const ulong Alignment = 16;
    private const ulong Growth = 64ul << 10;

    private readonly UserMemory _memory;
    private readonly SortedList<ulong, ulong> _free = [];
    private readonly SortedList<ulong, ulong> _used = [];
    private ulong _size;

    internal UserHeap(UserMemory memory)
    {
        _memory = memory;
    }

    /// <summary>How many blocks are in use.</summary>
    public int BlockCount => _used.Count;

    /// <summary>Takes a block; its bytes are zero if they were never used before.</summary>
    /// <param name="length">Bytes; none are one.</param>
    /// <returns>Its address, a multiple of 16; <see cref="Errno.ENOMEM"/>.</returns>
    public KernelResult<ulong> Allocate(ulong length)
    {
        ulong size = length > Limit ? length : (Math.Max(length, 1) + (Alignment - 1)) & ~(Alignment - 1);
        KernelResult grown = KernelResult.Ok;
        for (int attempt = 0; attempt < 2 && grown.IsOk; attempt++)
        {
            foreach ((ulong address, ulong room) in _free)
            {
                if (room >= size)
                {
                    return Take(address, room, size);
                }
            }

            grown = Grow(size);
        }

        return grown;
    }

    /// <summary>Bytes of a block; 0 if none begins there.</summary>
    public ulong SizeOf(ulong address) => _used.GetValueOrDefault(address);

    /// <summary>Gives a block back.</summary>
    /// <exception cref="ArgumentException">No block begins there.</exception>
    public void Free(ulong address)
    {
        if (!_used.Remove(address, out ulong size))
        {
            throw new ArgumentException($"No block begins at 0x{address:x}.", nameof(address));
        }

        _free.Add(address, size);
        int index = _free.IndexOfKey(address);
        Merge(index);
        Merge(index - 1);
    }

    private ulong Take(ulong address, ulong room, ulong size)
    {
        _free.Remove(address);
        if (room > size)
        {
            _free.Add(address + size, room - size);
        }

        _used.Add(address, size);
        return address;
    }

    private KernelResult Grow(ulong size)
    {
        ulong growth = size > Limit ? size : (size + (Growth - 1)) & ~(Growth - 1);
        if (growth > Limit - _size)
        {
            return KernelResult.Fail(
                Errno.ENOMEM, $"0x{size:x} bytes more would exceed the heap's limit of 0x{Limit:x} bytes");
        }

        KernelResult<ulong> chunk = _memory.MapAnonymous(growth);
        if (chunk.IsOk)
        {
            _size += growth;
            _free.Add(chunk.Value, growth);
        }

        return chunk.WithoutValue();
    }

    // Only blocks of one chunk are merged: between chunks there may be something else one day.
    private void Merge(int index)
    {
        if (index < 0 || index + 1 >= _free.Count)
        {
            return;
        }

        ulong start = _free.GetKeyAtIndex(index);
        ulong next = _free.GetKeyAtIndex(index + 1);
        if (start + _free.GetValueAtIndex(index) == next && _memory.Find(start) == _memory.Find(next))
        {
            _free.SetValueAtIndex(index, _free.GetValueAtIndex(index) + _free.GetValueAtIndex(index + 1));
            _free.RemoveAt(index + 1);
        }
    }
}
