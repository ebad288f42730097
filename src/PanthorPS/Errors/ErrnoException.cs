using System;
using System.Diagnostics.CodeAnalysis;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A call into the driver failed with an errno.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without an errno there is nothing to tell.")]
public class ErrnoException : Exception
{
    /// <summary>Makes the exception of a failed call.</summary>
    /// <param name="errno">What the driver returned.</param>
    /// <param name="operation">What was tried, for example <c>VM_BIND</c>.</param>
    /// <param name="check">Which check failed, what was given and what is expected; null if the driver did not
    /// say.</param>
    public ErrnoException(Errno errno, string operation, string? check = null)
        : base(check is null
            ? $"{operation} failed; {ErrnoTable.NameOf(errno)} (-{(int)errno})"
            : $"{operation}: {check}; {ErrnoTable.NameOf(errno)} (-{(int)errno})")
    {
        Errno = errno;
        Operation = operation;
    }

    /// <summary>What the driver returned.</summary>
    public Errno Errno { get; }

    /// <summary>What was tried.</summary>
    public string Operation { get; }

    /// <summary>The object that the call was about, if any.</summary>
    internal object? Target { get; init; }
}
