using System;
using System.Collections.Generic;

namespace Panthor.Driver.Uapi;

/// <summary>
/// Handles of a client: the lowest free number from 1 on, as the kernel's allocating arrays give them out
/// (<c>xa_alloc()</c>, <c>idr_alloc()</c>).
/// </summary>
/// <typeparam name="T">What a handle stands for.</typeparam>
public sealed class HandleTable<T>
    where T : class
{
    private readonly List<T?> _entries = [];
    private readonly uint _limit;
    private int _firstFree;

    /// <summary>Makes an empty table.</summary>
    /// <param name="limit">Highest handle.</param>
    public HandleTable(uint limit = uint.MaxValue)
    {
        _limit = limit;
    }

    /// <summary>How many handles are in use.</summary>
    public int Count { get; private set; }

    /// <summary>The handles in use with what they stand for, in ascending order.</summary>
    public IEnumerable<KeyValuePair<uint, T>> Entries
    {
        get
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                if (_entries[i] is { } value)
                {
                    yield return new((uint)i + 1, value);
                }
            }
        }
    }

    /// <summary>What a handle stands for, or null.</summary>
    public T? Find(uint handle) => handle - 1 < (uint)_entries.Count ? _entries[(int)(handle - 1)] : null;

    /// <summary>Gives out the lowest free handle; false if all are in use.</summary>
    public bool TryAdd(T value, out uint handle)
    {
        ArgumentNullException.ThrowIfNull(value);
        while (_firstFree < _entries.Count && _entries[_firstFree] is not null)
        {
            _firstFree++;
        }

        handle = (uint)_firstFree + 1;
        if (handle > _limit)
        {
            return false;
        }

        if (_firstFree == _entries.Count)
        {
            _entries.Add(value);
        }
        else
        {
            _entries[_firstFree] = value;
        }

        _firstFree++;
        Count++;
        return true;
    }

    /// <summary>Takes a handle back and returns what it stood for; null if it was not in use.</summary>
    public T? Remove(uint handle)
    {
        T? value = Find(handle);
        if (value is not null)
        {
            int index = (int)(handle - 1);
            _entries[index] = null;
            _firstFree = Math.Min(_firstFree, index);
            Count--;
        }

        return value;
    }
}
