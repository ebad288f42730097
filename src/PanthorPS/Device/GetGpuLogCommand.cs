using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows the kernel log of a device.</summary>
/// <remarks>The lines are those that the real driver writes, with virtual time.</remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuLog</code>
/// Shows what the driver said when it found the GPU.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; Get-GpuLog -Level Error, Warning -Last 10</code>
/// Shows the last ten errors and warnings.
/// </example>
/// <seealso cref="GetGpuEventCommand"/>
/// <seealso cref="GetGpuFindingCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuLog")]
[OutputType(typeof(GpuLogLine))]
public sealed class GetGpuLogCommand : PipedDeviceCmdlet
{
    /// <summary>Only lines of these levels.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public KernelLogLevel[]? Level { get; set; }

    /// <summary>Only the last so many lines.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; } = int.MaxValue;

    private protected override void Process()
    {
        IEnumerable<KernelLogLine> lines = TargetDevice.Machine.Simulation.Log.Lines;
        if (Level is { } levels)
        {
            lines = lines.Where(line => Array.IndexOf(levels, line.Level) >= 0);
        }

        foreach (KernelLogLine line in lines.TakeLast(Last))
        {
            WriteObject(new GpuLogLine(line.Time, line.Level, line.Task, line.Message));
        }
    }
}
