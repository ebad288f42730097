using System.Management.Automation;

namespace Pester;

/// <summary>Ends a test as skipped or inconclusive.</summary>
[Cmdlet(VerbsCommon.Set, "ItResult")]
internal sealed class SetItResultCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "Inconclusive")]
    public SwitchParameter Inconclusive { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Skipped")]
    public SwitchParameter Skipped { get; set; }

    [Parameter]
    public string? Because { get; set; }

    protected override void ProcessRecord()
    {
        string result = Skipped ? "skipped" : "inconclusive";
        string message = "is " + result;
        if (!string.IsNullOrEmpty(Because)) message += ", because " + Because;
        string id = Skipped ? "PesterTestSkipped" : "PesterTestInconclusive";
        ThrowTerminatingError(new ErrorRecord(new RuntimeException(message), id, ErrorCategory.InvalidResult, null));
    }
}
