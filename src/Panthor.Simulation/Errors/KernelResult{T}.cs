using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>The outcome of a kernel call with a value: the value, or an errno and the check that failed.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[SuppressMessage("Usage", "CA2225", Justification = "KernelResult.Of and Fail are the named alternatives.")]
public readonly struct KernelResult<T> : IEquatable<KernelResult<T>>
{
    private readonly T? _value;

    internal KernelResult(T value)
    {
        _value = value;
    }

    private KernelResult(Errno errno, string? check)
    {
        Errno = errno;
        Check = check;
    }

    /// <summary>The error number; <see cref="Errno.None"/> on success.</summary>
    public Errno Errno { get; }

    /// <summary>Which check failed and what was given.</summary>
    public string? Check { get; }

    /// <summary>Whether the call succeeded.</summary>
    public bool IsOk => Errno == Errno.None;

    /// <summary>The value of a success.</summary>
    /// <exception cref="InvalidOperationException">The call failed.</exception>
    public T Value => IsOk ? _value! : throw new InvalidOperationException($"The call failed and has no value: {this}");

    /// <summary>A success.</summary>
    public static implicit operator KernelResult<T>(T value) => new(value);

    /// <summary>A failure that is only an error number; <see cref="Errno.None"/> is refused.</summary>
    public static implicit operator KernelResult<T>(Errno errno) => (KernelResult)errno;

    /// <summary>A failure; a success without a value is refused.</summary>
    public static implicit operator KernelResult<T>(KernelResult failure) => failure.IsOk
        ? throw new InvalidOperationException("A success needs a value.")
        : new(failure.Errno, failure.Check);

    /// <summary>The outcome without its value.</summary>
    public static implicit operator KernelResult(KernelResult<T> result) => result.WithoutValue();

    /// <summary>Whether both are the same outcome.</summary>
    public static bool operator ==(KernelResult<T> left, KernelResult<T> right) => left.Equals(right);

    /// <summary>Whether both differ.</summary>
    public static bool operator !=(KernelResult<T> left, KernelResult<T> right) => !left.Equals(right);

    /// <summary>The outcome without its value.</summary>
    public KernelResult WithoutValue() =>
        IsOk ? KernelResult.Ok : Check is null ? Errno : KernelResult.Fail(Errno, Check);

    /// <summary>The value of a success, or a default.</summary>
    public T? ValueOrDefault() => _value;

    /// <inheritdoc/>
    public bool Equals(KernelResult<T> other) =>
        Errno == other.Errno && Check == other.Check && EqualityComparer<T?>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KernelResult<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Errno;

    /// <summary>The value, or the name of the error and its check.</summary>
    public override string ToString() => IsOk ? $"{_value}" : WithoutValue().ToString();
}
