using System;

namespace Panthor.Kernel;

/// <summary>A place where something can be made to fail. Make one static instance of each.</summary>
[SharedAcrossRuns]
public sealed class FaultPoint
{
    /// <summary>Describes a place.</summary>
    /// <param name="name">Its name: "PageAllocation".</param>
    /// <param name="errno">The error it gives unless an injection asks for another.</param>
    /// <param name="description">What fails there.</param>
    public FaultPoint(string name, Errno errno, string description)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Errno = errno;
        Description = description;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The error it gives unless an injection asks for another.</summary>
    public Errno Errno { get; }

    /// <summary>What fails there.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
