using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets the language of the session.</summary>
[Cmdlet(VerbsCommon.Get, "UICulture")]
internal sealed class GetUICultureCommand : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(CultureInfo.CurrentUICulture);
}
