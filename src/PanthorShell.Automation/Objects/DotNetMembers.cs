using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>The public members of a .NET type, found once.</summary>
internal sealed class DotNetMembers
{
    private static readonly ConcurrentDictionary<Type, DotNetMembers> s_instance = new();
    private static readonly ConcurrentDictionary<Type, DotNetMembers> s_static = new();

    private readonly Dictionary<string, PropertyAccess> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MethodInfo[]> _methods = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PropertyInfo[]> _indexers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _order = [];

    private DotNetMembers(Type type, bool isStatic)
    {
        BindingFlags flags = BindingFlags.Public | BindingFlags.FlattenHierarchy
            | (isStatic ? BindingFlags.Static : BindingFlags.Instance);
        if (type.IsInterface)
        {
            foreach (Type parent in type.GetInterfaces()) AddFrom(parent, flags);
        }

        AddFrom(type, flags);
        if (!isStatic && !type.IsPublic && !type.IsNestedPublic)
        {
            AddHiddenInterfaces(type);
        }
    }

    internal IEnumerable<string> Names => _order;

    internal static DotNetMembers Of(Type type) => s_instance.GetOrAdd(type, static t => new DotNetMembers(t, false));

    internal static DotNetMembers StaticOf(Type type) =>
        s_static.GetOrAdd(type, static t => new DotNetMembers(t, true));

    internal PropertyAccess? Property(string name) => _properties.GetValueOrDefault(name);

    internal MethodInfo[]? Methods(string name) => _methods.GetValueOrDefault(name);

    internal PropertyInfo[]? Indexers(string name) => _indexers.GetValueOrDefault(name);

    internal PSMemberInfo? Bind(object? instance, string name)
    {
        if (_properties.TryGetValue(name, out PropertyAccess? access)) return new PSProperty(access, instance);
        if (_methods.TryGetValue(name, out MethodInfo[]? methods)) return new PSMethod(methods[0].Name, methods,
            instance);
        if (_indexers.TryGetValue(name, out PropertyInfo[]? indexers))
        {
            return new PSParameterizedProperty(indexers[0].Name, indexers, instance);
        }

        return null;
    }

    internal IEnumerable<PSMemberInfo> BindAll(object? instance)
    {
        foreach (string name in _order)
        {
            if (Bind(instance, name) is { } member) yield return member;
        }
    }

    private void AddFrom(Type type, BindingFlags flags)
    {
        foreach (PropertyInfo property in type.GetProperties(flags))
        {
            if (property.PropertyType.IsByRefLike) continue;
            if (property.GetIndexParameters().Length > 0)
            {
                _indexers[property.Name] = _indexers.TryGetValue(property.Name, out PropertyInfo[]? known)
                    ? [.. known, property]
                    : [property];
                Note(property.Name);
            }
            else if (!_properties.TryGetValue(property.Name, out PropertyAccess? other)
                || other.DeclaringType.IsAssignableFrom(property.DeclaringType))
            {
                _properties[property.Name] = new PropertyAccess(property);
                Note(property.Name);
            }
        }

        foreach (FieldInfo field in type.GetFields(flags))
        {
            if (_properties.ContainsKey(field.Name)) continue;
            _properties[field.Name] = new PropertyAccess(field);
            Note(field.Name);
        }

        foreach (IGrouping<string, MethodInfo> group in type.GetMethods(flags)
            .GroupBy(static m => m.Name, StringComparer.OrdinalIgnoreCase))
        {
            MethodInfo[] methods = [.. group.Where(static m => !IsHidden(m))];
            if (methods.Length == 0) continue;
            _methods[group.Key] = _methods.TryGetValue(group.Key, out MethodInfo[]? known) ? [.. known, .. methods]
                : methods;
            Note(group.Key);
        }
    }

    // A class that is not public shows what its public interfaces promise.
    private void AddHiddenInterfaces(Type type)
    {
        foreach (Type parent in type.GetInterfaces())
        {
            if (!parent.IsPublic && !parent.IsNestedPublic) continue;
            foreach (PropertyInfo property in parent.GetProperties())
            {
                if (property.GetIndexParameters().Length == 0
                    && _properties.TryAdd(property.Name, new PropertyAccess(property)))
                {
                    Note(property.Name);
                }
            }

            foreach (MethodInfo method in parent.GetMethods())
            {
                if (!method.IsSpecialName && _methods.TryAdd(method.Name, [method])) Note(method.Name);
            }
        }
    }

    private void Note(string name)
    {
        if (!_order.Contains(name, StringComparer.OrdinalIgnoreCase)) _order.Add(name);
    }

    private static bool IsHidden(MethodInfo method) => method.IsSpecialName
        && !method.Name.StartsWith("op_", StringComparison.Ordinal)
        && !method.Name.StartsWith("get_", StringComparison.Ordinal)
        && !method.Name.StartsWith("set_", StringComparison.Ordinal)
        && !method.Name.StartsWith("add_", StringComparison.Ordinal)
        && !method.Name.StartsWith("remove_", StringComparison.Ordinal);
}
