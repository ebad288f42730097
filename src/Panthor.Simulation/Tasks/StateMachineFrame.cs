using System;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>
/// The pooled home of a compiler-made state machine once its call is suspended. The pool is per OS thread: the only
/// mutable static of the engine. It holds empty frames only, so it cannot carry anything from one run to another.
/// </summary>
internal sealed class StateMachineFrame<TMachine> : TaskFrame
    where TMachine : IAsyncStateMachine
{
    private const int PoolLimit = 1024;

    [ThreadStatic]
    private static StateMachineFrame<TMachine>? t_free;

    private StateMachineFrame<TMachine>? _nextFree;
    private int _freeBelow;

    internal TMachine Machine = default!;

    internal static StateMachineFrame<TMachine> Rent()
    {
        StateMachineFrame<TMachine>? frame = t_free;
        if (frame is null)
        {
            return new StateMachineFrame<TMachine>();
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
        Clear();
        if (IsKept)
        {
            return;
        }

        StateMachineFrame<TMachine>? head = t_free;
        int below = head is null ? 0 : head._freeBelow + 1;
        if (below < PoolLimit)
        {
            _freeBelow = below;
            _nextFree = head;
            t_free = this;
        }
    }
}
