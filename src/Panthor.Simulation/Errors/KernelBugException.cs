using System;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>The simulated kernel cannot go on with what was asked of it: a finding tells why.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without a finding there is no kernel bug to tell of.")]
public class KernelBugException : Exception
{
    /// <summary>Creates the exception of a finding.</summary>
    /// <param name="finding">What the checkers found.</param>
    public KernelBugException(Finding finding)
        : base(finding?.Title)
    {
        ArgumentNullException.ThrowIfNull(finding);
        Finding = finding;
    }

    /// <summary>What the checkers found.</summary>
    public Finding Finding { get; }
}
