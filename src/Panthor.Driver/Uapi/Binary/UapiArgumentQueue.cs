using System;
using System.Collections.Generic;
using Panthor.Driver.Uapi.User;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>
/// Arguments that nobody gives back because their bytes alone went to somebody: the latest stay valid, the oldest are
/// freed when there are too many.
/// </summary>
public sealed class UapiArgumentQueue
{
    /// <summary>How many arguments with something in the client's memory stay valid.</summary>
    public const int MaximumCount = 1024;

    /// <summary>How many bytes of the client's heap they may have, unless the latest alone has more.</summary>
    public const ulong MaximumSize = UserHeap.Limit / 4;

    private readonly Queue<UapiArgument> _arguments = new();
    private ulong _size;

    /// <summary>How many arguments are kept.</summary>
    public int Count => _arguments.Count;

    /// <summary>Takes an argument over; frees the oldest ones if need be.</summary>
    public void Add(UapiArgument argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        if (argument.Blocks.Count == 0)
        {
            return;
        }

        _arguments.Enqueue(argument);
        _size += argument.HeapSize;
        while (_arguments.Count > 1 && (_arguments.Count > MaximumCount || _size > MaximumSize))
        {
            UapiArgument oldest = _arguments.Dequeue();
            _size -= oldest.HeapSize;
            oldest.Free();
        }
    }
}
