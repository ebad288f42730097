using System.Collections.ObjectModel;

namespace System.Management.Automation.Host;

/// <summary>A value that a person is asked for.</summary>
public class FieldDescription
{
    private string? _label;

    /// <summary>Creates a description.</summary>
    public FieldDescription(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The short name of the type.</summary>
    public string ParameterTypeName { get; private set; } = nameof(String);

    /// <summary>The full name of the type.</summary>
    public string ParameterTypeFullName { get; private set; } = "System.String";

    /// <summary>The assembly of the type.</summary>
    public string ParameterAssemblyFullName { get; private set; } = string.Empty;

    /// <summary>The label.</summary>
    public string Label
    {
        get => _label ?? Name;
        set => _label = value;
    }

    /// <summary>The help text.</summary>
    public string HelpMessage { get; set; } = string.Empty;

    /// <summary>Whether a value must be given.</summary>
    public bool IsMandatory { get; set; } = true;

    /// <summary>The value that is taken when none is given.</summary>
    public PSObject? DefaultValue { get; set; }

    /// <summary>The attributes of the parameter.</summary>
    public Collection<Attribute> Attributes { get; } = [];

    /// <summary>Sets the type.</summary>
    public void SetParameterType(Type parameterType)
    {
        ArgumentNullException.ThrowIfNull(parameterType);
        ParameterTypeName = parameterType.Name;
        ParameterTypeFullName = parameterType.FullName ?? parameterType.Name;
        ParameterAssemblyFullName = parameterType.Assembly.FullName ?? string.Empty;
    }
}
