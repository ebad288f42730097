using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation.Language;

/// <summary>A type name: plain, generic with arguments, or an array of another.</summary>
internal sealed class TypeName : ITypeName
{
    private Type? _type;
    private object? _resolvedFor;

    internal TypeName(IScriptExtent extent, string name)
    {
        Extent = extent;
        Name = name;
    }

    public string Name { get; }

    public string FullName
        => ElementType is not null ? $"{ElementType.FullName}[{new string(',', Rank - 1)}]"
        : Arguments.Count > 0 ? $"{Name}[{string.Join(",", Arguments.Select(a => a.FullName))}]"
        : Name;

    public string? AssemblyName { get; private init; }

    public bool IsArray => ElementType is not null;

    public bool IsGeneric => Arguments.Count > 0;

    public IScriptExtent Extent { get; }

    /// <summary>The type arguments.</summary>
    internal IReadOnlyList<TypeName> Arguments { get; private init; } = [];

    /// <summary>The element type of an array; null otherwise.</summary>
    internal TypeName? ElementType { get; private init; }

    /// <summary>The rank of an array.</summary>
    internal int Rank { get; private init; }

    public Type? GetReflectionType() => Resolve(null);

    public Type? GetReflectionAttributeType()
        => TypeResolver.Resolve(this, null, "Attribute") ?? TypeResolver.Resolve(this, null);

    public override string ToString() => FullName;

    /// <summary>The type seen from a script with the given `using namespace` statements; null if unknown.</summary>
    internal Type? Resolve(IReadOnlyList<string>? namespaces)
    {
        if (_type is null || !ReferenceEquals(_resolvedFor, namespaces))
        {
            _type = TypeResolver.Resolve(this, namespaces);
            _resolvedFor = namespaces;
        }
        return _type;
    }

    internal TypeName ArrayOf(IScriptExtent extent, int rank)
        => new(extent, Name) { ElementType = this, Rank = rank, AssemblyName = AssemblyName };

    internal TypeName GenericOf(IScriptExtent extent, IReadOnlyList<TypeName> arguments)
        => new(extent, Name) { Arguments = arguments, AssemblyName = AssemblyName };

    internal TypeName WithAssembly(IScriptExtent extent, string assembly)
        => new(extent, Name)
        {
            Arguments = Arguments, ElementType = ElementType, Rank = Rank, AssemblyName = assembly,
        };
}
