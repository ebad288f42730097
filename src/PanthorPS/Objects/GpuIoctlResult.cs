using System.Diagnostics.CodeAnalysis;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>How a request ended, and its argument as the driver wrote it back.</summary>
public sealed class GpuIoctlResult
{
    internal GpuIoctlResult(GpuIoctlRequest request, KernelResult result, byte[] argument, object? value)
    {
        Request = request;
        Result = -(int)result.Errno;
        Error = result.IsOk ? "" : ErrnoTable.NameOf(result.Errno);
        Message = result.Check ?? "";
        Argument = argument;
        Value = value;
    }

    /// <summary>The request.</summary>
    public GpuIoctlRequest Request { get; }

    /// <summary>0, or the negative error number.</summary>
    public int Result { get; }

    /// <summary>The name of the error: EINVAL; empty if there is none.</summary>
    public string Error { get; }

    /// <summary>Which check failed, what was given and what is expected; a real kernel does not tell.</summary>
    public string Message { get; }

    /// <summary>The bytes of the argument as they were written back.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "The bytes are the client's, to do with as it likes.")]
    public byte[] Argument { get; }

    /// <summary>The same as an object with the fields' names; null if the argument was given in bytes.</summary>
    public object? Value { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Request}: {(Result == 0 ? "0" : $"{Error} ({Result})")}";
}
