using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Tells that a parameter takes wildcards.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SupportsWildcardsAttribute : ParsingBaseAttribute
{
}
