using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A parameter that is made while a command runs.</summary>
public class RuntimeDefinedParameter
{
    private object? _value;

    /// <summary>Creates an empty parameter.</summary>
    public RuntimeDefinedParameter()
    {
    }

    /// <summary>Creates the parameter.</summary>
    public RuntimeDefinedParameter(string name, Type parameterType, Collection<Attribute>? attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(parameterType);
        Name = name;
        ParameterType = parameterType;
        Attributes = attributes ?? [];
    }

    /// <summary>The name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The type.</summary>
    public Type ParameterType { get; set; } = typeof(object);

    /// <summary>The value; setting it marks the parameter as set.</summary>
    public object? Value
    {
        get => _value;
        set
        {
            IsSet = true;
            _value = value;
        }
    }

    /// <summary>Whether the parameter has been given.</summary>
    public bool IsSet { get; set; }

    /// <summary>The declaration.</summary>
    public Collection<Attribute> Attributes { get; } = [];
}
