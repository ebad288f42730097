using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Lets a mandatory parameter be an empty string.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class AllowEmptyStringAttribute : CmdletMetadataAttribute
{
}
