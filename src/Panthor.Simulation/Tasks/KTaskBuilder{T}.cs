using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Panthor.Kernel;

/// <summary>Builds <see cref="KTask{T}"/>s for the compiler.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1822", Justification = "The shape is the compiler's.")]
[SuppressMessage("Performance", "CA1815", Justification = "The compiler's own; nobody compares builders.")]
[SuppressMessage("Design", "CA1000", Justification = "The shape is the compiler's.")]
public struct KTaskBuilder<T>
{
    private TaskFrame<T>? _frame;
    private T _result;

    /// <summary>The task of the call: its result itself as long as it was never suspended.</summary>
    public readonly KTask<T> Task => new(_frame, _result);

    /// <summary>A builder for a new call.</summary>
    public static KTaskBuilder<T> Create() => default;

    /// <summary>Begins the call on the caller's stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    /// <summary>Unused: frames hold the state machine by value.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    /// <summary>The call returned.</summary>
    public void SetResult(T result)
    {
        if (_frame is { } frame)
        {
            frame.Result = result;
            frame.Done = true;
        }
        else
        {
            _result = result;
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
            _frame = new FaultedFrame<T>(exception);
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

    private StateMachineFrame<TMachine, T> MoveToFrame<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        StateMachineFrame<TMachine, T> frame = StateMachineFrame<TMachine, T>.Rent();
        _frame = frame; // This builder is a field of the machine: set it before the machine is copied.
        frame.Machine = machine;
        return frame;
    }
}
