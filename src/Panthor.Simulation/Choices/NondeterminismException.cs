using System;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>
/// A run with the same answers did something else: something in it does not depend on the choices alone.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "The message always tells both runs apart.")]
public sealed class NondeterminismException : Exception
{
    internal NondeterminismException(string message)
        : base(message)
    {
    }
}
