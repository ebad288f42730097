using System;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>The run took more scheduling steps than <see cref="SimulationOptions.StepLimit"/> allows.</summary>
[SuppressMessage("Design", "CA1032", Justification = "The message always names the limit.")]
public sealed class StepLimitException : Exception
{
    internal StepLimitException(long limit)
        : base($"The run was stopped after {limit} scheduling steps.")
    {
        Limit = limit;
    }

    /// <summary>The limit in scheduling steps.</summary>
    public long Limit { get; }
}
