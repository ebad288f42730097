using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets the latest errors with all that is known about them.</summary>
[Cmdlet(VerbsCommon.Get, "Error", DefaultParameterSetName = "Newest")]
[OutputType(typeof(ErrorRecord))]
internal sealed class GetErrorCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "Error")]
    public PSObject? InputObject { get; set; }

    [Alias("Last")]
    [Parameter(ParameterSetName = "Newest")]
    [ValidateRange(1, int.MaxValue)]
    public int Newest { get; set; } = 1;

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            Write(InputObject);
            return;
        }

        if (SessionState.PSVariable.GetValue("global:Error") is not IList errors) return;
        foreach (object error in errors.Cast<object>().Take(Newest)) Write(PSObject.AsPSObject(error));
    }

    private void Write(PSObject error)
    {
        PSObject copy = error.BaseObject is ErrorRecord record ? new PSObject(new ErrorRecord(record, null))
            : error.Copy();
        copy.TypeNames.Insert(0, "System.Management.Automation.ErrorRecord#PSExtendedError");
        WriteObject(copy);
    }
}
