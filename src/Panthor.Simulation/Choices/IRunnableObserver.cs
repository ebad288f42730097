using System;

namespace Panthor.Kernel;

/// <summary>A chooser that wants to know the tasks behind a scheduling choice.</summary>
public interface IRunnableObserver
{
    /// <summary>Called before each scheduling choice.</summary>
    /// <param name="now">The clock.</param>
    /// <param name="current">The running task that might be interrupted, or null.</param>
    /// <param name="runnable">The numbers of the runnable tasks, in the order of the alternatives.</param>
    void ObserveRunnable(VirtualTime now, SimTask? current, ReadOnlySpan<int> runnable);
}
