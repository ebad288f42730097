using System;
using System.Runtime.ExceptionServices;

namespace Panthor.Kernel;

/// <summary>
/// One suspended call of a <see cref="KTask"/> method: what a stack frame is to a thread. Frames are pooled; the one
/// that
/// awaits another is its <see cref="Continuation"/>, and the step loop of <see cref="Simulation"/> follows that chain,
/// so that the OS stack stays flat however deep the calls are.
/// </summary>
public abstract class TaskFrame
{
    internal TaskFrame? Continuation;
    internal ExceptionDispatchInfo? Error;
    internal bool Done;
    internal bool IsFree;

    /// <summary>A checkpoint keeps the frame as it was: it must not serve another call when this one has ended.</summary>
    internal bool IsKept;

    private protected TaskFrame()
    {
    }

    /// <summary>Runs until the next suspension or the end.</summary>
    internal abstract void Step();

    /// <summary>Gives the frame back to its pool.</summary>
    internal virtual void Release()
    {
    }

    /// <summary>Makes <paramref name="caller"/> run on when this call has returned.</summary>
    /// <exception cref="InvalidOperationException">The call was awaited before.</exception>
    internal void ContinueWith(TaskFrame caller)
    {
        if (IsFree || Continuation is not null)
        {
            throw new InvalidOperationException("A call was awaited twice: await each KTask once, where it is made.");
        }

        Continuation = caller;
    }

    /// <summary>The result is to be taken.</summary>
    /// <exception cref="InvalidOperationException">The call has not returned.</exception>
    internal void CheckDone()
    {
        if (!Done)
        {
            throw new InvalidOperationException("A call that still sleeps has no result: await it.");
        }
    }

    private protected void Clear()
    {
        IsFree = true;
        Continuation = null;
        Error = null;
        Done = false;
    }
}
