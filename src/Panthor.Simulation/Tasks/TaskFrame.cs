using System.Runtime.ExceptionServices;

namespace Panthor.Kernel;

/// <summary>
/// One suspended call of a <see cref="KTask"/> method: what a stack frame is to a thread. Frames are pooled; the one that
/// awaits another is its <see cref="Continuation"/>, and the step loop of <see cref="Simulation"/> follows that chain,
/// so that the OS stack stays flat however deep the calls are.
/// </summary>
public abstract class TaskFrame
{
    internal TaskFrame? Continuation;
    internal ExceptionDispatchInfo? Error;
    internal bool Done;

    private protected TaskFrame()
    {
    }

    /// <summary>Runs until the next suspension or the end.</summary>
    internal abstract void Step();

    /// <summary>Gives the frame back to its pool.</summary>
    internal virtual void Release()
    {
    }

    private protected void Clear()
    {
        Continuation = null;
        Error = null;
        Done = false;
    }
}
