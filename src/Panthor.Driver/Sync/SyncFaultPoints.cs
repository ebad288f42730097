using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>Where fences, syncobjs and the job scheduler can be made to fail.</summary>
public static class SyncFaultPoints
{
    /// <summary>
    /// An allocation of kernel memory (<c>kmalloc()</c>); the subject is the name of the C structure.
    /// </summary>
    public static readonly FaultPoint KernelAllocation = new(
        "KernelAllocation", Errno.ENOMEM, "An allocation of kernel memory fails.");

    /// <summary>Whether the allocation of a structure fails.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="structure">The C structure.</param>
    /// <param name="result">The failure, or success.</param>
    internal static bool FailsToAllocate(Simulation simulation, string structure, out KernelResult result)
    {
        bool fails = simulation.Faults.ShouldFail(KernelAllocation, structure, out Errno errno);
        result = fails ? KernelResult.Fail(errno, $"no memory for struct {structure}") : KernelResult.Ok;
        return fails;
    }
}
