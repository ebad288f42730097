using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

public readonly partial struct KTask<T>
{
    /// <summary>Awaits a <see cref="KTask{T}"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Performance", "CA1815", Justification = "The compiler's own; nobody compares awaiters.")]
    [SuppressMessage("Design", "CA1034", Justification = "The shape of await.")]
    public readonly struct Awaiter : IKernelAwaiter
    {
        private readonly TaskFrame<T>? _frame;
        private readonly T _result;

        internal Awaiter(TaskFrame<T>? frame, T result)
        {
            _frame = frame;
            _result = result;
        }

        /// <summary>Whether the call has returned.</summary>
        public bool IsCompleted => _frame is null || _frame.Done;

        /// <summary>Takes the result: rethrows what the call threw.</summary>
        public T GetResult()
        {
            if (_frame is not { } frame)
            {
                return _result;
            }

            frame.CheckDone();
            var error = frame.Error;
            T result = frame.Result;
            frame.Release();
            error?.Throw();
            return result;
        }

        /// <inheritdoc/>
        public void Suspend(TaskFrame frame) => _frame!.ContinueWith(frame);

        /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
        public void OnCompleted(Action continuation) => throw Foreign.Awaited();

        /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
        public void UnsafeOnCompleted(Action continuation) => throw Foreign.Awaited();
    }
}
