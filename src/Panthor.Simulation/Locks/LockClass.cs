using System;

namespace Panthor.Kernel;

/// <summary>
/// What lockdep knows locks by: all locks of one class follow the same rules. Make one static instance of each class
/// and
/// name it like the C field: "panthor_vm.op_lock".
/// </summary>
[SharedAcrossRuns]
public sealed class LockClass
{
    private readonly string? _kind;
    private readonly string _name;

    /// <summary>Describes a class of locks.</summary>
    public LockClass(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
        Hash = StableHash.Of(name);
    }

    /// <summary>Describes the class of one object's map, named "(kind)object"; put into words when a report needs it.
    /// </summary>
    internal LockClass(string kind, string name)
    {
        _kind = kind;
        _name = name;
        Hash = StableHash.Continued(StableHash.Of(kind), name);
    }

    /// <summary>The name.</summary>
    public string Name => _kind is null ? _name : _kind + _name;

    internal ulong Hash { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
