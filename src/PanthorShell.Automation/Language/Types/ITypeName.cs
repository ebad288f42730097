namespace System.Management.Automation.Language;

/// <summary>The name of a type as written in a script.</summary>
public interface ITypeName
{
    /// <summary>The name with namespace and type arguments.</summary>
    string FullName { get; }

    /// <summary>The name without type arguments.</summary>
    string Name { get; }

    /// <summary>The assembly, or null.</summary>
    string? AssemblyName { get; }

    /// <summary>Whether it names an array.</summary>
    bool IsArray { get; }

    /// <summary>Whether it names a generic type with arguments.</summary>
    bool IsGeneric { get; }

    /// <summary>Where it is written.</summary>
    IScriptExtent Extent { get; }

    /// <summary>The type of that name, or null.</summary>
    Type? GetReflectionType();

    /// <summary>The attribute type of that name (the suffix `Attribute` may be missing), or null.</summary>
    Type? GetReflectionAttributeType();
}
