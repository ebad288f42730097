using System.Management.Automation;

namespace PanthorPS;

/// <summary>Keeps the state of a whole device, to go back to with Restore-GpuDevice as often as one likes.</summary>
/// <remarks>
/// Everything is kept: virtual time, tasks in the middle of their calls, memory, page tables, the GPU, the driver, clients
/// and their objects, findings, events and choices.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// $before = Checkpoint-GpuDevice
/// Remove-GpuVm $vm
/// Restore-GpuDevice $before
/// Get-GpuVm</code>
/// The VM is there again.
/// </example>
/// <seealso cref="RestoreGpuDeviceCommand"/>
[Cmdlet(VerbsData.Checkpoint, "GpuDevice")]
[OutputType(typeof(GpuCheckpoint))]
public sealed class CheckpointGpuDeviceCommand : PipedDeviceCmdlet
{
    private protected override void Process() => WriteObject(Checkpoint(TargetDevice));
}
