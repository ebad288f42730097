using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>
/// An awaiter of the simulated kernel. The builders of <see cref="KTask"/> accept no other: awaiting a
/// <c>System.Threading.Tasks.Task</c> inside the simulator does not compile.
/// </summary>
public interface IKernelAwaiter : ICriticalNotifyCompletion
{
    /// <summary>Suspends the current task; <paramref name="frame"/> runs on when it is resumed.</summary>
    void Suspend(TaskFrame frame);
}
