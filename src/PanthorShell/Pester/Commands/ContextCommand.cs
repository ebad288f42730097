using System.Management.Automation;

namespace Pester;

/// <summary>A block of tests.</summary>
[Cmdlet("Pester", "Context")]
internal sealed class ContextCommand : BlockCommandBase
{
    private protected override string Kind => "Context";
}
