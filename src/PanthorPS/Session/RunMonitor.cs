using System;
using System.Diagnostics;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>
/// Watches one run of a machine for the person at the keyboard: Ctrl+C, progress after half a second, the steps of the
/// driver with -Verbose and of the kernel around it with -Debug.
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
    private readonly bool _isVerbose;
    private readonly bool _isDebug;
    private long _told;
    private TimeSpan _nextReport = s_firstReport;
    private bool _reported;

    public RunMonitor(GpuCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _activity = cmdlet.MyInvocation.MyCommand.Name;
        _stopRequested = () => cmdlet.IsStopping;
        _progress = Report;
        _isVerbose = cmdlet.Shows("Verbose");
        _isDebug = cmdlet.Shows("Debug");
    }

    /// <summary>Begins to watch.</summary>
    public void Attach(Simulation simulation)
    {
        simulation.StopRequested = _stopRequested;
        simulation.Progress = _progress;
        _told = simulation.Events.Total;
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

    /// <summary>Tells what happened since this was last called.</summary>
    public void WriteSteps(Simulation simulation)
    {
        long count = simulation.Events.Total - _told;
        _told += count;
        if (count == 0 || !(_isVerbose || _isDebug))
        {
            return;
        }

        foreach (EventRecord step in simulation.Events.Last((int)Math.Min(count, int.MaxValue)))
        {
            bool isGround = IsOfTheGround(step.Id.Name);
            if (isGround && _isDebug)
            {
                _cmdlet.WriteDebug(step.ToString());
            }
            else if (!isGround && _isVerbose)
            {
                _cmdlet.WriteVerbose(step.ToString());
            }
        }
    }

    // Tasks, interrupts, work items and timers come and go under every step of the driver.
    private static bool IsOfTheGround(string name) =>
        name.StartsWith("sched_", StringComparison.Ordinal) || name.StartsWith("irq_", StringComparison.Ordinal)
        || name.StartsWith("workqueue_", StringComparison.Ordinal)
        || name.StartsWith("timer_", StringComparison.Ordinal);

    private void Report(Simulation simulation)
    {
        WriteSteps(simulation);
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
