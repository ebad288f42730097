using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>Finds the type behind a name: accelerators, namespaces in use, loaded assemblies.</summary>
internal static class TypeResolver
{
    internal static Type? Resolve(TypeName name, IReadOnlyList<string>? namespaces, string suffix = "")
    {
        if (name.ElementType is not null)
        {
            Type? element = Resolve(name.ElementType, namespaces, suffix);
            return name.Rank == 1 ? element?.MakeArrayType() : element?.MakeArrayType(name.Rank);
        }
        if (name.Arguments.Count == 0)
            return Find(name.Name + suffix, namespaces, name.AssemblyName);
        Type? definition = Find($"{name.Name}`{name.Arguments.Count}", namespaces, name.AssemblyName)
            ?? Find(name.Name, namespaces, name.AssemblyName);
        if (definition is not { IsGenericTypeDefinition: true })
            return null;
        var arguments = new Type[name.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (Resolve(name.Arguments[i], namespaces) is not { } argument)
                return null;
            arguments[i] = argument;
        }
        return definition.GetGenericArguments().Length == arguments.Length
            ? definition.MakeGenericType(arguments)
            : null;
    }

    /// <summary>The type of a plain name; null if there is none.</summary>
    internal static Type? Find(string name, IReadOnlyList<string>? namespaces, string? assembly = null)
    {
        if (assembly is not null)
            return Type.GetType($"{name}, {assembly}", throwOnError: false, ignoreCase: true);
        if (TypeAccelerators.Table.TryGetValue(name, out Type? known))
            return known;
        bool isAttribute = name.EndsWith("Attribute", StringComparison.OrdinalIgnoreCase);
        if (TypeAccelerators.Own.TryGetValue(name, out string? own) || isAttribute)
        {
            Type? type = typeof(TypeResolver).Assembly.GetType(
                "System.Management.Automation." + (own ?? name), throwOnError: false, ignoreCase: true);
            if (type is not null)
                return type;
        }
        if (FindExact(name) is { } exact)
            return exact;
        if (FindExact("System." + name) is { } system)
            return system;
        foreach (string prefix in namespaces ?? [])
        {
            if (FindExact(prefix + "." + name) is { } found)
                return found;
        }
        return null;
    }

    private static Type? FindExact(string fullName)
    {
        if (Type.GetType(fullName, throwOnError: false, ignoreCase: true) is { } core)
            return core;
        foreach (Reflection.Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.IsDynamic || assembly.GetType(fullName, throwOnError: false, ignoreCase: true) is not { } type)
                continue;
            if (type.IsVisible)
                return type;
        }
        return PlatformAssemblies.Find(fullName);
    }
}
