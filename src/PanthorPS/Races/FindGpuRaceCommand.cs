using System;
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Tries a script under many schedules, until the checkers find something.</summary>
/// <remarks>
/// <para>
/// The device as it stands is the beginning. For each seed it goes back there, and the script runs with everything that is
/// open decided by that seed. What the script leaves behind in its variables is not taken back: let it work on objects that
/// were made before.
/// </para>
/// <para>
/// An error in the script ends the search; where the driver may well refuse something, say -ErrorAction Ignore.
/// </para>
/// <para>
/// When something was found, the device stays where that schedule has ended, to be looked at; the race that is returned
/// tells how to come there again. When nothing was found, nothing is returned, and the device is where it was.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice -Schedule Random | Out-Null; $vm = New-GpuVm; $buffer = New-GpuBuffer 64KB
/// Find-GpuRace -Schedules 20 {
///     $first = Invoke-VmBind $vm $buffer 0x400000 -AsTask
///     $second = Remove-GpuVm $vm -AsTask
///     $first, $second | Wait-GpuTask
/// }</code>
/// Lets a map and the end of its VM race 20 times: nothing comes back, the driver holds.
/// </example>
/// <example>
/// <code>New-GpuDevice -Schedule Random | Out-Null; $vm = New-GpuVm; $buffer = New-GpuBuffer 64KB
/// $race = Find-GpuRace -Until { @(Get-GpuMapping $vm).Count -eq 1 } {
///     $map = Invoke-VmBind $vm $buffer 0x400000 -AsTask
///     $unmap = Invoke-VmBind $vm -Unmap -Address 0x400000 -Size 64KB -AsTask
///     $map, $unmap | Wait-GpuTask
/// }
/// Restore-GpuDevice $race.Checkpoint -Seed $race.Seed</code>
/// Looks for a schedule in which the map comes last, and goes back to its beginning.
/// </example>
/// <seealso cref="CheckpointGpuDeviceCommand"/>
/// <seealso cref="RestoreGpuDeviceCommand"/>
/// <seealso cref="GetGpuFindingCommand"/>
[Cmdlet(VerbsCommon.Find, "GpuRace")]
[OutputType(typeof(GpuRace))]
public sealed class FindGpuRaceCommand : PipedDeviceCmdlet
{
    private static readonly TimeSpan s_firstReport = TimeSpan.FromMilliseconds(500);

    private readonly Stopwatch _watch = new();
    private bool _reported;

    /// <summary>What is tried. The device is $_.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>How many schedules are tried at most.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Schedules { get; set; } = 100;

    /// <summary>Seed of the first schedule; the others follow.</summary>
    [Parameter]
    [Quantity]
    public ulong FirstSeed { get; set; } = 1;

    /// <summary>How is decided: Random or Pct. By default as on the device.</summary>
    [Parameter]
    public GpuSchedule Schedule { get; set; }

    /// <summary>
    /// What else is looked for: a script block that is asked at the end of each schedule, with the device as $_.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Until { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        GpuSchedule schedule = IsBound(nameof(Schedule)) ? Schedule : device.Schedule;
        if (schedule == GpuSchedule.Fifo || device.Schedule == GpuSchedule.Fifo)
        {
            Refuse(
                "GpuScheduleMismatch",
                ErrorCategory.InvalidArgument,
                $"{device} was made with the schedule {device.Schedule}, and {schedule} was asked for: nothing races.",
                device,
                "Make the device with New-GpuDevice -Schedule Random or Pct.");
        }

        GpuCheckpoint start = Checkpoint(device);
        _watch.Restart();
        for (int tried = 1; tried <= Schedules; tried++)
        {
            ulong seed = unchecked(FirstSeed + (ulong)(tried - 1));
            start.Engine.Restore(GpuScheduleChooser.New(schedule, seed));
            if (Try(device, start, seed) is { } findings)
            {
                WriteObject(new GpuRace(start, schedule, seed, tried, findings));
                EndReport();
                return;
            }

            Report(tried);
        }

        start.Engine.Restore();
        EndReport();
    }

    /// <summary>Runs the script once. An error in it ends the command, unless something was found.</summary>
    /// <returns>What was found; null for nothing.</returns>
    private GpuFinding[]? Try(GpuDevice device, GpuCheckpoint start, ulong seed)
    {
        FindingLog log = device.Machine.Simulation.Findings;
        long before = log.Total;
        try
        {
            Ask(ScriptBlock, device);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException && !Stopping)
        {
            Resolve(device);

            // Else the script came to its end by what is about to be told.
            if (log.Total == before)
            {
                start.Engine.Restore();
                Refuse(
                    "GpuRaceScriptFailed",
                    ErrorCategory.OperationStopped,
                    $"The script failed with seed {seed}: {e.ErrorRecord}",
                    device,
                    "Where the driver may well refuse something, give the command -ErrorAction Ignore.");
            }
        }

        // The script may have removed it.
        Resolve(device);
        GpuFinding[] findings =
        [
            .. log.TakeLast((int)Math.Min(log.Total - before, log.Count)).Select(finding => new GpuFinding(device, finding)),
        ];
        bool isFound = findings.Length != 0
            || (Until is not null && LanguagePrimitives.IsTrue(Ask(Until, device)));
        return isFound ? findings : null;
    }

    // Each finding would be a warning; here they are the answer.
    private static Collection<PSObject> Ask(ScriptBlock script, GpuDevice device) => script.InvokeWithContext(
        null,
        [
            new PSVariable("_", device),
            new PSVariable("WarningPreference", ActionPreference.SilentlyContinue),
            new PSVariable("ErrorActionPreference", ActionPreference.Stop),
        ]);

    private void Report(int tried)
    {
        if (_watch.Elapsed < s_firstReport)
        {
            return;
        }

        _reported = true;
        _watch.Restart();
        WriteProgress(new ProgressRecord(0, "Find-GpuRace", $"{tried} of {Schedules} schedules, nothing found")
        {
            PercentComplete = (int)(100L * tried / Schedules),
        });
    }

    private void EndReport()
    {
        if (_reported)
        {
            WriteProgress(new ProgressRecord(0, "Find-GpuRace", "done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
