using System.Management.Automation;
using Panthor.Driver.Scheduling;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows the slots of the firmware and which group is on which.</summary>
/// <remarks>
/// <para>
/// The scheduler puts groups on slots and gives each slot a priority of its own; a group may sit on its slot idle, as
/// long as nobody else needs it. Groups that are not shown wait for their turn.
/// </para>
/// <para>
/// In the table each queue is a letter: R runs, W waits for a sync object, X met a fault that it cannot go on after,
/// and a point has nothing to do. The objects are live.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuSlot</code>
/// Shows all slots of a fresh device.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// $stream = New-GpuCommandStream $vm 0x400000 { Label Forever; Branch Forever }
/// 1..3 | ForEach-Object { Submit-GpuJob (New-GpuGroup $vm) $stream } | Out-Null
/// Step-GpuDevice 1ms | Get-GpuSlot</code>
/// Three groups that never end, on three slots.
/// </example>
/// <seealso cref="InvokeGpuTickCommand"/>
/// <seealso cref="GetGpuGroupCommand"/>
/// <seealso cref="GetGpuAddressSpaceCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuSlot")]
[OutputType(typeof(GpuSlot))]
public sealed class GetGpuSlotCommand : PipedDeviceCmdlet
{
    /// <summary>Numbers of the slots. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SlotCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Index { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        PanthorScheduler scheduler = device.Machine.Device.Scheduler;
        if (Index is null)
        {
            foreach (PanthorCsgSlot slot in scheduler.Slots)
            {
                WriteObject(new GpuSlot(device, slot));
            }

            return;
        }

        foreach (int index in Index)
        {
            if ((uint)index < (uint)scheduler.Slots.Count)
            {
                WriteObject(new GpuSlot(device, scheduler.Slots[index]));
            }
            else
            {
                string check = $"{device} has no slot {index}; it has 0 to {scheduler.Slots.Count - 1}";
                WriteError(ErrorRecords.Of(new ErrnoException(Errno.ENOENT, "Slot lookup", check), index));
            }
        }
    }
}
