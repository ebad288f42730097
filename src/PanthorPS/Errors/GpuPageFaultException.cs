using System;
using System.Diagnostics.CodeAnalysis;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>A GPU access was terminated: the MMU found no translation for it, or one that forbids it.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without a fault there is nothing to tell.")]
public sealed class GpuPageFaultException : Exception
{
    /// <summary>Makes the exception of a terminated access.</summary>
    /// <param name="exceptionName">The GPU's name of it, for example <c>TRANSLATION_FAULT_2</c>.</param>
    /// <param name="address">GPU virtual address.</param>
    /// <param name="addressSpace">Number of the address space.</param>
    /// <param name="accessType">What the access wanted to do.</param>
    public GpuPageFaultException(string exceptionName, ulong address, int addressSpace, AccessKind accessType)
        : base($"GPU page fault: {exceptionName} on {accessType} of 0x{address:x} in address space {addressSpace}.")
    {
        ExceptionName = exceptionName;
        Address = address;
        AddressSpace = addressSpace;
        AccessType = accessType;
    }

    /// <summary>The GPU's name of the exception, for example <c>PERM_FAULT_3</c>.</summary>
    public string ExceptionName { get; }

    /// <summary>GPU virtual address at which the access ended.</summary>
    public ulong Address { get; }

    /// <summary>Number of the address space.</summary>
    public int AddressSpace { get; }

    /// <summary>What the access wanted to do.</summary>
    public AccessKind AccessType { get; }
}
