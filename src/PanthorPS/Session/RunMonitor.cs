using System;
using System.Diagnostics;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>
/// Watches one run of a machine for the person at the keyboard: Ctrl+C, progress after half a second.
/// </summary>
internal sealed class RunMonitor
{
    private static readonly TimeSpan s_firstReport = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly GpuCmdlet _cmdlet;
    private readonly string _activity;
    private readonly Stopwatch _watch = new();
    private readonly Func<bool> _stopRequested;
    private readonly Action<Simulation> _progress;
    private TimeSpan _nextReport = s_firstReport;
    private bool _reported;

    public RunMonitor(GpuCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _activity = cmdlet.MyInvocation.MyCommand.Name;
        _stopRequested = () => cmdlet.IsStopping;
        _progress = Report;
    }

    /// <summary>Begins to watch.</summary>
    public void Attach(Simulation simulation)
    {
        simulation.StopRequested = _stopRequested;
        simulation.Progress = _progress;
        _watch.Restart();
        _nextReport = s_firstReport;
        _reported = false;
    }

    /// <summary>Ends the watch.</summary>
    public void Detach(Simulation simulation)
    {
        simulation.StopRequested = null;
        simulation.Progress = null;
        if (_reported)
        {
            _cmdlet.WriteProgress(
                new ProgressRecord(0, _activity, "done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Report(Simulation simulation)
    {
        TimeSpan elapsed = _watch.Elapsed;
        if (elapsed < _nextReport)
        {
            return;
        }

        _reported = true;
        _nextReport = elapsed + s_interval;
        _cmdlet.WriteProgress(new ProgressRecord(
            0, _activity, $"virtual time {simulation.Now.ToString().Trim()} s, real time {elapsed.TotalSeconds:F1} s"));
    }
}
