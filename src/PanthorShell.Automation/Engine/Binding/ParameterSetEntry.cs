namespace System.Management.Automation;

/// <summary>What a parameter is in one parameter set, or in all.</summary>
internal sealed class ParameterSetEntry
{
    internal ParameterSetEntry(ParameterAttribute attribute, uint mask)
    {
        SetName = attribute.ParameterSetName;
        Mask = mask;
        Position = attribute.Position;
        IsMandatory = attribute.Mandatory;
        FromPipeline = attribute.ValueFromPipeline;
        FromPipelineByPropertyName = attribute.ValueFromPipelineByPropertyName;
        FromRemainingArguments = attribute.ValueFromRemainingArguments;
        HelpMessage = attribute.HelpMessage;
        DontShow = attribute.DontShow;
    }

    internal string SetName { get; }

    /// <summary>The bit of the set; all bits for the entry of all sets.</summary>
    internal uint Mask { get; }

    internal bool IsInAllSets => Mask == uint.MaxValue;

    internal int Position { get; set; }

    internal bool IsMandatory { get; }

    internal bool FromPipeline { get; }

    internal bool FromPipelineByPropertyName { get; }

    internal bool FromRemainingArguments { get; }

    internal bool TakesPipeline => FromPipeline || FromPipelineByPropertyName;

    internal string? HelpMessage { get; }

    internal bool DontShow { get; }
}
