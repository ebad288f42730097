using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Hides a member from completion and from Get-Member.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class HiddenAttribute : ParsingBaseAttribute
{
}
