using System.Management.Automation;

namespace PanthorPS;

/// <summary>Destroys a group (GROUP_DESTROY). It returns at once, as the ioctl does.</summary>
/// <remarks>
/// A group that is on a slot leaves it with the scheduler's next tick, a little later. Its jobs end with the error
/// ECANCELED. Stop-GpuGroup waits until the group has left.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | New-GpuGroup | Remove-GpuGroup</code>
/// Creates a group and destroys it.
/// </example>
/// <seealso cref="StopGpuGroupCommand"/>
/// <seealso cref="NewGpuGroupCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuGroup", SupportsShouldProcess = true)]
[OutputType(typeof(GpuGroup))]
[OutputType(typeof(GpuTask))]
public sealed class RemoveGpuGroupCommand : EndGroupCmdlet
{
    private protected override void End(GpuGroup group) => Call(
        group.Client,
        () => group.Client.File.CallAsync(() => group.Client.File.GroupDestroyAsync(group.Handle)),
        result => Checked(result, "GROUP_DESTROY", group),
        PassThru);
}
