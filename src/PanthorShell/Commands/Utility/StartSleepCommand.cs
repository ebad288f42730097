using System;
using System.Management.Automation;
using System.Threading;

namespace Microsoft.PowerShell.Commands;

/// <summary>Waits.</summary>
[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = "Seconds")]
internal sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stop = new();

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Seconds", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0.0, int.MaxValue / 1000.0)]
    public double Seconds { get; set; }

    [Alias("ms")]
    [Parameter(Mandatory = true, ParameterSetName = "Milliseconds", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int Milliseconds { get; set; }

    [Alias("ts")]
    [Parameter(Mandatory = true, ParameterSetName = "FromTimeSpan", Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public TimeSpan Duration { get; set; }

    public void Dispose() => _stop.Dispose();

    protected override void ProcessRecord()
    {
        TimeSpan wait = ParameterSetName switch
        {
            "Seconds" => TimeSpan.FromSeconds(Seconds),
            "Milliseconds" => TimeSpan.FromMilliseconds(Milliseconds),
            _ => Duration,
        };
        _stop.Wait(wait);
    }

    protected override void StopProcessing() => _stop.Set();
}
