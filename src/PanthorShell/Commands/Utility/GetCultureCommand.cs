using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets the culture of the session.</summary>
[Cmdlet(VerbsCommon.Get, "Culture")]
internal sealed class GetCultureCommand : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(CultureInfo.CurrentCulture);
}
