using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Has the scheduler's tick run now, and waits until it has.</summary>
/// <remarks>
/// The tick decides which groups are on the slots. It runs by itself when something happens, and every 10 ms as long as
/// groups wait for a slot. A tick in the middle of a time slice does not rotate groups of one priority; it makes room
/// for those of a higher one, and takes off what ended.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $group = New-GpuVm | New-GpuGroup
/// Invoke-GpuTick; Get-GpuSlot 0, 1</code>
/// Runs a tick: a group without jobs gets no slot.
/// </example>
/// <seealso cref="GetGpuSlotCommand"/>
/// <seealso cref="StepGpuDeviceCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "GpuTick", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDevice), typeof(GpuTask))]
public sealed class InvokeGpuTickCommand : PipedDeviceCallCmdlet
{
    /// <summary>Returns the device.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (ShouldProcess(device.ToString(), "Run the scheduler's tick"))
        {
            Call(device, "tick", () => TickAsync(device), ticked => ticked, PassThru);
        }
    }

    private static async KTask<GpuDevice> TickAsync(GpuDevice device)
    {
        await device.Machine.Device.Scheduler.TickNowAsync();
        return device;
    }
}
