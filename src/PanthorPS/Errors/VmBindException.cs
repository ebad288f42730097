using System.Diagnostics.CodeAnalysis;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A VM_BIND of several operations stopped at one of them.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without an errno there is nothing to tell.")]
public sealed class VmBindException : ErrnoException
{
    /// <summary>Makes the exception of a failed VM_BIND.</summary>
    /// <param name="errno">What the driver returned.</param>
    /// <param name="check">Which check failed.</param>
    /// <param name="executed">How many operations were executed before.</param>
    /// <param name="count">How many operations there were.</param>
    public VmBindException(Errno errno, string? check, int executed, int count)
        : base(
            errno,
            count == 1 ? "VM_BIND" : $"VM_BIND operation {executed} of {count} ({executed} executed)",
            check)
    {
        OperationIndex = executed;
        Executed = executed;
    }

    /// <summary>Index of the operation that failed, from 0.</summary>
    public int OperationIndex { get; }

    /// <summary>How many operations were executed; they stay.</summary>
    public int Executed { get; }
}
