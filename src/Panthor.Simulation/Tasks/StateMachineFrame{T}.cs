using System;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>As <see cref="StateMachineFrame{TMachine}"/>, for calls with a result.</summary>
internal sealed class StateMachineFrame<TMachine, T> : TaskFrame<T>
    where TMachine : IAsyncStateMachine
{
    private const int PoolLimit = 1024;

    [ThreadStatic]
    private static StateMachineFrame<TMachine, T>? t_free;

    private StateMachineFrame<TMachine, T>? _nextFree;
    private int _freeBelow;

    internal TMachine Machine = default!;

    internal static StateMachineFrame<TMachine, T> Rent()
    {
        StateMachineFrame<TMachine, T>? frame = t_free;
        if (frame is null)
        {
            return new StateMachineFrame<TMachine, T>();
        }

        t_free = frame._nextFree;
        frame._nextFree = null;
        frame.IsFree = false;
        return frame;
    }

    internal override void Step() => Machine.MoveNext();

    internal override void Release()
    {
        Machine = default!;
        Result = default!;
        Clear();
        if (IsKept)
        {
            return;
        }

        StateMachineFrame<TMachine, T>? head = t_free;
        int below = head is null ? 0 : head._freeBelow + 1;
        if (below < PoolLimit)
        {
            _freeBelow = below;
            _nextFree = head;
            t_free = this;
        }
    }
}
