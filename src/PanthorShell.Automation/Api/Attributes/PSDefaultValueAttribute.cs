using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Documents the default value of a parameter.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class PSDefaultValueAttribute : ParsingBaseAttribute
{
    /// <summary>The value.</summary>
    public object? Value { get; set; }

    /// <summary>The text that the help shows instead of the value.</summary>
    public string? Help { get; set; }
}
