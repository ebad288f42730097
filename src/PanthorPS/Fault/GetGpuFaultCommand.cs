using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the faults that are injected into a device.</summary>
/// <remarks>Those that have fired as often as they should stay in the list until they are removed.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; Add-GpuFault PageAllocation | Out-Null; Get-GpuFault</code>
/// Lists the faults with how often each fired.
/// </example>
/// <seealso cref="AddGpuFaultCommand"/>
/// <seealso cref="RemoveGpuFaultCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuFault")]
[OutputType(typeof(GpuFaultInjection))]
public sealed class GetGpuFaultCommand : PipedDeviceCmdlet
{
    /// <summary>Only faults of these places.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(FaultPointCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string On { get; set; } = "*";

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        var pattern = new WildcardPattern(On, WildcardOptions.IgnoreCase);

        // A copy: the next command of the pipeline may remove what it gets.
        foreach (FaultInjection injection in device.Machine.Simulation.Faults.Injections.ToArray())
        {
            if (pattern.IsMatch(injection.Point.Name))
            {
                WriteObject(device.Wrap(injection));
            }
        }
    }
}
