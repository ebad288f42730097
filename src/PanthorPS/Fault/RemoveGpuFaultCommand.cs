using System.Management.Automation;

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
[OutputType(typeof(void))]
public sealed class RemoveGpuFaultCommand : GpuCmdlet
{
    /// <summary>The faults.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public GpuFaultInjection[] Fault { get; set; } = [];

    private protected override void Process() => ForEach(Fault, fault =>
    {
        GpuDevice device = Resolve(fault.Device);
        if (ShouldProcess($"{fault} of {device}", "Remove"))
        {
            device.Machine.Simulation.Faults.Remove(fault.Engine);
        }
    });
}
