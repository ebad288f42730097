using System.Management.Automation;

namespace Pester;

/// <summary>A block of tests.</summary>
[Cmdlet("Pester", "Describe")]
internal sealed class DescribeCommand : BlockCommandBase
{
    private protected override string Kind => "Describe";
}
