using System;

namespace Panthor.Kernel;

/// <summary>The outcome of a kernel call without a value: success, or an errno and the check that failed.</summary>
public readonly struct KernelResult : IEquatable<KernelResult>
{
    private KernelResult(Errno errno, string? check)
    {
        Errno = errno;
        Check = check;
    }

    /// <summary>Success.</summary>
    public static KernelResult Ok => default;

    /// <summary>The error number; <see cref="Errno.None"/> on success.</summary>
    public Errno Errno { get; }

    /// <summary>
    /// Which check failed and what was given, for example "va 0x1234 is not aligned to the page size 0x1000".
    /// </summary>
    public string? Check { get; }

    /// <summary>Whether the call succeeded.</summary>
    public bool IsOk => Errno == Errno.None;

    /// <summary>A failure.</summary>
    /// <param name="errno">The error number; not <see cref="Errno.None"/>.</param>
    /// <param name="check">Which check failed and what was given.</param>
    public static KernelResult Fail(Errno errno, string check) => new(errno, check);

    /// <summary>A success with a value.</summary>
    public static KernelResult<T> Of<T>(T value) => new(value);

    /// <summary>An outcome that is only an error number.</summary>
    public static KernelResult FromErrno(Errno errno) => new(errno, null);

    /// <summary>An outcome that is only an error number.</summary>
    public static implicit operator KernelResult(Errno errno) => new(errno, null);

    /// <summary>Whether both are the same outcome.</summary>
    public static bool operator ==(KernelResult left, KernelResult right) => left.Equals(right);

    /// <summary>Whether both differ.</summary>
    public static bool operator !=(KernelResult left, KernelResult right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(KernelResult other) => Errno == other.Errno && Check == other.Check;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KernelResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Errno;

    /// <summary>"ok", or the name of the error and its check.</summary>
    public override string ToString() => IsOk ? "ok" : Check is null ? $"{Errno}" : $"{Errno}: {Check}";
}
