using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows the events of a device: what hardware, driver and scheduler did, step by step.</summary>
/// <remarks>
/// Names are those of the kernel's tracepoints where it has one. A device keeps the last events only (65536); what a
/// single command made happen, it tells with -Verbose.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuEvent -Last 5</code>
/// Shows the last five events of a fresh device.
/// </example>
/// <example>
/// <code>$gpu = New-GpuDevice; $now = $gpu.VirtualTime; New-GpuVm | Out-Null
/// Get-GpuEvent -Since $now -Name sched*</code>
/// Shows some of what happened since a point in time.
/// </example>
/// <seealso cref="GetGpuLogCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuEvent")]
[OutputType(typeof(GpuEventRecord))]
public sealed class GetGpuEventCommand : PipedDeviceCmdlet
{
    /// <summary>Only events of these names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only the last so many events.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; } = int.MaxValue;

    /// <summary>Only events from this time after boot on: a device's VirtualTime, or text such as '5ms'.</summary>
    [Parameter]
    [VirtualDuration]
    public Duration Since { get; set; }

    private protected override void Process()
    {
        Simulation simulation = TargetDevice.Machine.Simulation;
        IEnumerable<EventRecord> records = simulation.Events.Last(int.MaxValue);
        if (IsBound(nameof(Since)))
        {
            records = records.Where(record => record.Time.Nanoseconds >= Since.Nanoseconds);
        }

        if (Name is not null)
        {
            WildcardPattern[] patterns =
                Array.ConvertAll(Name, name => new WildcardPattern(name, WildcardOptions.IgnoreCase));
            records = records.Where(record => Array.Exists(patterns, pattern => pattern.IsMatch(record.Id.Name)));
        }

        var names = simulation.LiveTasks.ToDictionary(task => task.Id, task => task.ToString());
        foreach (EventRecord record in records.TakeLast(Last))
        {
            WriteObject(new GpuEventRecord(record, NameOf(record.Task, names)));
        }
    }

    private static string NameOf(int task, Dictionary<int, string> names) => task switch
    {
        0 => "host",
        < 0 => "irq",
        _ => names.TryGetValue(task, out string? name) ? name : task.ToString(CultureInfo.InvariantCulture),
    };
}
