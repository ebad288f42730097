using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

public readonly partial struct KTask
{
    /// <summary>Awaits a <see cref="KTask"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Performance", "CA1815", Justification = "The compiler's own; nobody compares awaiters.")]
    [SuppressMessage("Design", "CA1034", Justification = "The shape of await.")]
    public readonly struct Awaiter : IKernelAwaiter
    {
        private readonly TaskFrame? _frame;

        internal Awaiter(TaskFrame? frame)
        {
            _frame = frame;
        }

        /// <summary>Whether the call has returned.</summary>
        public bool IsCompleted => _frame is null || _frame.Done;

        /// <summary>Takes the result: rethrows what the call threw.</summary>
        public void GetResult()
        {
            if (_frame is { } frame)
            {
                frame.CheckDone();
                var error = frame.Error;
                frame.Release();
                error?.Throw();
            }
        }

        /// <inheritdoc/>
        public void Suspend(TaskFrame frame) => _frame!.ContinueWith(frame);

        /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
        public void OnCompleted(Action continuation) => throw Foreign.Awaited();

        /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
        public void UnsafeOnCompleted(Action continuation) => throw Foreign.Awaited();
    }
}
