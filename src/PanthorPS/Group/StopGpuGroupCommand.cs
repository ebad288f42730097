using System.Management.Automation;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Destroys a group and waits until it has left its slot.</summary>
/// <remarks>
/// This is Remove-GpuGroup (GROUP_DESTROY), and a look at the group until the firmware has let it go. After that
/// nothing of the group touches the memory of its VM any more.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $group = New-GpuVm | New-GpuGroup
/// Stop-GpuGroup $group -PassThru | Format-List Slot, IsDestroyed</code>
/// Ends a group.
/// </example>
/// <seealso cref="RemoveGpuGroupCommand"/>
/// <seealso cref="GetGpuSlotCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "GpuGroup", SupportsShouldProcess = true)]
[OutputType(typeof(GpuGroup))]
[OutputType(typeof(GpuTask))]
public sealed class StopGpuGroupCommand : EndGroupCmdlet
{
    private static readonly Duration s_poll = Duration.FromMicroseconds(50);

    /// <summary>How much virtual time it has to leave its slot, by default 5 s; then the error is ETIME.</summary>
    [Parameter(Position = 1)]
    [VirtualDuration]
    public Duration Timeout { get; set; } = Duration.FromSeconds(5);

    private protected override void End(GpuGroup group)
    {
        Duration timeout = Timeout;
        Call(
            group.Client,
            () => StopAsync(group, timeout),
            result => Checked(result, "GROUP_DESTROY", group),
            PassThru);
    }

    private static async KTask<KernelResult> StopAsync(GpuGroup group, Duration timeout)
    {
        Simulation simulation = group.Client.Device.Machine.Simulation;
        DrmFile file = group.Client.File;
        KernelResult result = await file.CallAsync(() => file.GroupDestroyAsync(group.Handle));
        VirtualTime start = simulation.Now;
        while (result.IsOk && group.Slot >= 0)
        {
            if (!timeout.IsInfinite && simulation.Now - start >= timeout)
            {
                return KernelResult.Fail(Errno.ETIME, $"{group} is on slot {group.Slot} still after {timeout}");
            }

            await simulation.Sleep(s_poll);
        }

        return result;
    }
}
