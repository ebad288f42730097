using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <summary>
/// An array in the argument of an ioctl. A typed caller gives its elements; for a binary one they are in the client's
/// memory, and are copied when the driver wants them: what is wrong with them shows only then, after the checks before.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Usage", "CA2225", Justification = "The constructor is the named alternative.")]
public readonly struct UserArray<T> : IEquatable<UserArray<T>>
{
    private readonly ReadOnlyMemory<T> _elements;
    private readonly IUserArraySource<T>? _source;

    /// <summary>An array of a typed caller.</summary>
    public UserArray(ReadOnlyMemory<T> elements)
    {
        _elements = elements;
    }

    internal UserArray(IUserArraySource<T> source)
    {
        _source = source;
    }

    /// <summary>How many elements the caller says there are.</summary>
    public uint Count => _source?.Count ?? (uint)_elements.Length;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>An array of a typed caller.</summary>
    public static implicit operator UserArray<T>(T[] elements) => new(elements);

    /// <summary>An array of a typed caller.</summary>
    public static implicit operator UserArray<T>(ReadOnlyMemory<T> elements) => new(elements);

    /// <summary>Whether both are the same array.</summary>
    public static bool operator ==(UserArray<T> left, UserArray<T> right) => left.Equals(right);

    /// <summary>Whether both differ.</summary>
    public static bool operator !=(UserArray<T> left, UserArray<T> right) => !left.Equals(right);

    /// <summary>The elements, copied from the client's memory if they are there.</summary>
    /// <returns>
    /// The elements; <see cref="Errno.EINVAL"/>, <see cref="Errno.E2BIG"/>, <see cref="Errno.EFAULT"/> or
    /// <see cref="Errno.ENOMEM"/> if they cannot be had.
    /// </returns>
    public KTask<KernelResult<ReadOnlyMemory<T>>> GetAsync() =>
        _source?.CopyAsync() ?? KTask.FromResult(KernelResult.Of(_elements));

    /// <inheritdoc/>
    public bool Equals(UserArray<T> other) =>
        _elements.Equals(other._elements) && ReferenceEquals(_source, other._source);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UserArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Count;
}
