using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>What is known about a parameter of a command.</summary>
public sealed class ParameterMetadata
{
    /// <summary>Creates a parameter that takes any object.</summary>
    public ParameterMetadata(string name)
        : this(name, null)
    {
    }

    /// <summary>Creates a parameter.</summary>
    public ParameterMetadata(string name, Type? parameterType)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        ParameterType = parameterType ?? typeof(object);
    }

    /// <summary>The name.</summary>
    public string Name { get; set; }

    /// <summary>The type.</summary>
    public Type ParameterType { get; set; }

    /// <summary>The parameter sets by name.</summary>
    public Dictionary<string, ParameterSetMetadata> ParameterSets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the command makes it while it runs.</summary>
    public bool IsDynamic { get; set; }

    /// <summary>The other names.</summary>
    public Collection<string> Aliases { get; } = [];

    /// <summary>The declaration.</summary>
    public Collection<Attribute> Attributes { get; } = [];

    /// <summary>Whether it is a switch.</summary>
    public bool SwitchParameter => ParameterType == typeof(SwitchParameter);

    internal static Dictionary<string, ParameterMetadata> From(ParameterSchema schema)
    {
        Dictionary<string, ParameterMetadata> result = new(StringComparer.OrdinalIgnoreCase);
        foreach (BindableParameter parameter in schema.All)
        {
            ParameterMetadata metadata = new(parameter.Name, parameter.Type) { IsDynamic = parameter.IsDynamic };
            foreach (string alias in parameter.Aliases) metadata.Aliases.Add(alias);
            foreach (Attribute attribute in parameter.Attributes) metadata.Attributes.Add(attribute);
            foreach (ParameterSetEntry entry in parameter.Entries)
            {
                metadata.ParameterSets[entry.SetName] = new ParameterSetMetadata(entry);
            }

            result[parameter.Name] = metadata;
        }

        return result;
    }
}
