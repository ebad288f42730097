using System;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes a time span from its parts, or from two dates.</summary>
[Cmdlet(VerbsCommon.New, "TimeSpan", DefaultParameterSetName = "Date")]
[OutputType(typeof(TimeSpan))]
internal sealed class NewTimeSpanCommand : PSCmdlet
{
    [Alias("LastWriteTime")]
    [Parameter(Position = 0, ParameterSetName = "Date", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public DateTime Start { get; set; }

    [Parameter(Position = 1, ParameterSetName = "Date", ValueFromPipelineByPropertyName = true)]
    public DateTime End { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Days { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Hours { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Minutes { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Seconds { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Milliseconds { get; set; }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Time")
        {
            WriteObject(new TimeSpan(Days, Hours, Minutes, Seconds, Milliseconds));
            return;
        }

        DateTime now = DateTime.Now;
        DateTime start = MyInvocation.BoundParameters.ContainsKey(nameof(Start)) ? Start : now;
        DateTime end = MyInvocation.BoundParameters.ContainsKey(nameof(End)) ? End : now;
        WriteObject(end.Subtract(start));
    }
}
