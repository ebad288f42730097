using System;
using System.Runtime.ExceptionServices;

namespace Panthor.Kernel;

/// <summary>Carries the exception of a call that failed before it was suspended.</summary>
internal sealed class FaultedFrame<T> : TaskFrame<T>
{
    internal FaultedFrame(Exception error)
    {
        Error = ExceptionDispatchInfo.Capture(error);
        Done = true;
    }

    internal override void Step() => throw new InvalidOperationException("A failed call cannot be resumed.");
}
