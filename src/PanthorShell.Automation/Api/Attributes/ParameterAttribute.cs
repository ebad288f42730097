using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Declares a parameter, in one parameter set or in all.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ParameterAttribute : ParsingBaseAttribute
{
    /// <summary>The name of the set that stands for all sets.</summary>
    public const string AllParameterSets = "__AllParameterSets";

    private string _parameterSetName = AllParameterSets;
    private string? _helpMessage;

    /// <summary>The position; <see cref="int.MinValue"/> when the parameter must be named.</summary>
    public int Position { get; set; } = int.MinValue;

    /// <summary>The set to which this declaration belongs.</summary>
    public string ParameterSetName
    {
        get => _parameterSetName;
        set => _parameterSetName = string.IsNullOrEmpty(value) ? AllParameterSets : value;
    }

    /// <summary>Whether a value must be given.</summary>
    public bool Mandatory { get; set; }

    /// <summary>Whether pipeline objects bind to it.</summary>
    public bool ValueFromPipeline { get; set; }

    /// <summary>Whether a property of that name of a pipeline object binds to it.</summary>
    public bool ValueFromPipelineByPropertyName { get; set; }

    /// <summary>Whether it takes all arguments that bind to nothing else.</summary>
    public bool ValueFromRemainingArguments { get; set; }

    /// <summary>A short text for a person who is asked for the value.</summary>
    public string? HelpMessage
    {
        get => _helpMessage;
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            _helpMessage = value;
        }
    }

    /// <summary>The resource file of the help message.</summary>
    public string? HelpMessageBaseName { get; set; }

    /// <summary>The resource id of the help message.</summary>
    public string? HelpMessageResourceId { get; set; }

    /// <summary>Whether completion leaves the parameter out.</summary>
    public bool DontShow { get; set; }
}
