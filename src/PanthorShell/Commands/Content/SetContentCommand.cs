using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Replaces what a file holds.</summary>
[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class SetContentCommand : WriteContentCommandBase
{
    private protected override FileMode Mode => FileMode.Create;

    private protected override string Action => "Set Content";
}
