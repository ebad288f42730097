using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Adds to the end of a file.</summary>
[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class AddContentCommand : WriteContentCommandBase
{
    private protected override FileMode Mode => FileMode.Append;

    private protected override string Action => "Add Content";
}
