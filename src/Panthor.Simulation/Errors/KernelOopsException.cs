using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>An oops: the task that raised it dies; the finding holds the report.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without a finding there is no oops to tell of.")]
public sealed class KernelOopsException : KernelBugException
{
    /// <summary>Creates the exception of a finding.</summary>
    /// <param name="finding">What was found.</param>
    public KernelOopsException(Finding finding)
        : base(finding)
    {
    }
}
