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
    /// <summary>Describes a class of locks.</summary>
    public LockClass(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Hash = StableHash.Of(name);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    internal ulong Hash { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
