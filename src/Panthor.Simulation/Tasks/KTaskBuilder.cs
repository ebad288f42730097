using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Panthor.Kernel;

/// <summary>Builds <see cref="KTask"/>s for the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1822", Justification = "The shape is the compiler's.")]
[SuppressMessage("Performance", "CA1815", Justification = "The compiler's own; nobody compares builders.")]
public struct KTaskBuilder
{
    private TaskFrame? _frame;

    /// <summary>The task of the call: without a frame as long as it was never suspended.</summary>
    public readonly KTask Task => new(_frame);

    /// <summary>A builder for a new call.</summary>
    public static KTaskBuilder Create() => default;

    /// <summary>Begins the call on the caller's stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    /// <summary>Unused: frames hold the state machine by value.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    /// <summary>The call returned.</summary>
    public readonly void SetResult()
    {
        if (_frame is { } frame)
        {
            frame.Done = true;
        }
    }

    /// <summary>The call threw.</summary>
    public void SetException(Exception exception)
    {
        if (_frame is { } frame)
        {
            frame.Error = ExceptionDispatchInfo.Capture(exception);
            frame.Done = true;
        }
        else
        {
            _frame = new FaultedFrame(exception);
        }
    }

    /// <summary>Suspends the call.</summary>
    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : IKernelAwaiter
        where TMachine : IAsyncStateMachine => AwaitUnsafeOnCompleted(ref awaiter, ref machine);

    /// <summary>Suspends the call.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : IKernelAwaiter
        where TMachine : IAsyncStateMachine => awaiter.Suspend(_frame ?? MoveToFrame(ref machine));

    private StateMachineFrame<TMachine> MoveToFrame<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        StateMachineFrame<TMachine> frame = StateMachineFrame<TMachine>.Rent();
        _frame = frame; // This builder is a field of the machine: set it before the machine is copied.
        frame.Machine = machine;
        return frame;
    }
}
