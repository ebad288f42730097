namespace System.Management.Automation;

/// <summary>What a parameter is in one parameter set.</summary>
public sealed class ParameterSetMetadata
{
    internal ParameterSetMetadata(ParameterSetEntry entry)
    {
        IsMandatory = entry.IsMandatory;
        Position = entry.Position;
        ValueFromPipeline = entry.FromPipeline;
        ValueFromPipelineByPropertyName = entry.FromPipelineByPropertyName;
        ValueFromRemainingArguments = entry.FromRemainingArguments;
        HelpMessage = entry.HelpMessage;
    }

    /// <summary>Whether a value must be given.</summary>
    public bool IsMandatory { get; set; }

    /// <summary>The position; <see cref="int.MinValue"/> when it must be named.</summary>
    public int Position { get; set; }

    /// <summary>Whether pipeline objects bind to it.</summary>
    public bool ValueFromPipeline { get; set; }

    /// <summary>Whether properties of pipeline objects bind to it.</summary>
    public bool ValueFromPipelineByPropertyName { get; set; }

    /// <summary>Whether it takes the arguments that are left.</summary>
    public bool ValueFromRemainingArguments { get; set; }

    /// <summary>A short text.</summary>
    public string? HelpMessage { get; set; }
}
