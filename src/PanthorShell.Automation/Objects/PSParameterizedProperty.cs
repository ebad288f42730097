using System.Collections.ObjectModel;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>A property of the .NET object that takes arguments.</summary>
public class PSParameterizedProperty : PSMethodInfo
{
    private readonly PropertyInfo[] _properties;

    internal PSParameterizedProperty(string name, PropertyInfo[] properties, object? instance)
    {
        SetMemberName(name);
        _properties = properties;
        Instance = instance;
    }

    /// <summary>Whether it can be written.</summary>
    public bool IsSettable => Array.Exists(_properties, static p => p.SetMethod is not null);

    /// <summary>Whether it can be read.</summary>
    public bool IsGettable => Array.Exists(_properties, static p => p.GetMethod is not null);

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.ParameterizedProperty;

    /// <inheritdoc/>
    public override string TypeNameOfValue => _properties[0].PropertyType.FullName ?? "System.Object";

    /// <inheritdoc/>
    public override Collection<string> OverloadDefinitions
    {
        get
        {
            Collection<string> result = [];
            foreach (PropertyInfo property in _properties) result.Add(TypeDisplay.Indexer(property));
            return result;
        }
    }

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSParameterizedProperty(Name, _properties, Instance);

    /// <inheritdoc/>
    public override object? Invoke(params object?[] arguments)
    {
        MethodInfo[] getters = Array.ConvertAll(
            Array.FindAll(_properties, static p => p.GetMethod is not null), static p => p.GetMethod!);
        return MethodInvoker.Invoke(getters, Name, Instance, arguments);
    }

    /// <summary>Writes the property with arguments.</summary>
    public void InvokeSet(object? valueToSet, params object?[] arguments)
    {
        MethodInfo[] setters = Array.ConvertAll(
            Array.FindAll(_properties, static p => p.SetMethod is not null), static p => p.SetMethod!);
        MethodInvoker.Invoke(setters, Name, Instance, [.. arguments, valueToSet]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", OverloadDefinitions);
}
