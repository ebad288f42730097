using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A parameter within a parameter set.</summary>
public class CommandParameterInfo
{
    internal CommandParameterInfo(BindableParameter parameter, ParameterSetEntry entry)
    {
        Name = parameter.Name;
        ParameterType = parameter.Type;
        IsMandatory = entry.IsMandatory;
        IsDynamic = parameter.IsDynamic;
        Position = entry.Position;
        ValueFromPipeline = entry.FromPipeline;
        ValueFromPipelineByPropertyName = entry.FromPipelineByPropertyName;
        ValueFromRemainingArguments = entry.FromRemainingArguments;
        HelpMessage = entry.HelpMessage ?? string.Empty;
        Aliases = new ReadOnlyCollection<string>(parameter.Aliases);
        Attributes = new ReadOnlyCollection<Attribute>(parameter.Attributes);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type.</summary>
    public Type ParameterType { get; }

    /// <summary>Whether a value must be given.</summary>
    public bool IsMandatory { get; }

    /// <summary>Whether the command makes it while it runs.</summary>
    public bool IsDynamic { get; }

    /// <summary>The position; <see cref="int.MinValue"/> when it must be named.</summary>
    public int Position { get; }

    /// <summary>Whether pipeline objects bind to it.</summary>
    public bool ValueFromPipeline { get; }

    /// <summary>Whether properties of pipeline objects bind to it.</summary>
    public bool ValueFromPipelineByPropertyName { get; }

    /// <summary>Whether it takes the arguments that are left.</summary>
    public bool ValueFromRemainingArguments { get; }

    /// <summary>A short text.</summary>
    public string HelpMessage { get; }

    /// <summary>The other names.</summary>
    public ReadOnlyCollection<string> Aliases { get; }

    /// <summary>The declaration.</summary>
    public ReadOnlyCollection<Attribute> Attributes { get; }
}
