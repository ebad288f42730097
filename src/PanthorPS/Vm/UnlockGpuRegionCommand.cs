using System.Management.Automation;

namespace PanthorPS;

/// <summary>Lets the GPU into the region again that Lock-GpuRegion locked.</summary>
/// <remarks>The caches and translations are flushed first: nobody sees what was mapped before the lock.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// Lock-GpuRegion $vm 0x400000 2MB | Out-Null; Unlock-GpuRegion $vm</code>
/// Locks a region and unlocks it.
/// </example>
/// <seealso cref="LockGpuRegionCommand"/>
[Cmdlet(VerbsCommon.Unlock, "GpuRegion", SupportsShouldProcess = true)]
[OutputType(typeof(GpuVm))]
[OutputType(typeof(GpuTask))]
public sealed class UnlockGpuRegionCommand : VmCallCmdlet
{
    /// <summary>Returns the VM.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        if (!ShouldProcess($"{vm} of {vm.Client}", "unlock its region"))
        {
            return;
        }

        Call(
            vm.Client,
            () => vm.Engine.UnlockRegionByHandAsync(),
            result => Checked(result, "Unlock of a region", vm),
            PassThru);
    }
}
