using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Ends the injection of faults.</summary>
/// <remarks>What has failed already stays as it is.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; Add-GpuFault CacheFlush -Times 0 | Out-Null; Get-GpuFault | Remove-GpuFault</code>
/// Removes all faults of the current device.
/// </example>
/// <seealso cref="AddGpuFaultCommand"/>
/// <seealso cref="GetGpuFaultCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuFault", SupportsShouldProcess = true)]
[OutputType(typeof(GpuFaultInjection))]
public sealed class RemoveGpuFaultCommand : DeviceCmdlet
{
    /// <summary>The faults, or their numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuFaultInjection))]
    [ArgumentCompleter(typeof(FaultCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuFaultInjection[] Fault { get; set; } = [];

    /// <summary>Returns what was removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Fault, given =>
    {
        GpuDevice device = given.IsReference ? TargetDevice : Resolve(given.Device);
        GpuFaultInjection? fault = given.IsReference
            ? device.Faults.FirstOrDefault(known => known.Id == given.Id)
            : given;
        if (fault is null || !device.Machine.Simulation.Faults.Injections.Contains(fault.Engine))
        {
            throw new ErrnoException(Errno.ENOENT, "Fault lookup", $"there is no fault {given.Id} on {device}")
            {
                Target = given.Id,
            };
        }

        if (ShouldProcess($"{fault} of {device}", "Remove"))
        {
            device.Machine.Simulation.Faults.Remove(fault.Engine);
            if (PassThru)
            {
                WriteObject(fault);
            }
        }
    });
}
