using System.Management.Automation;

namespace PanthorPS;

/// <summary>Takes a device back to a checkpoint: what happened since has not happened.</summary>
/// <remarks>
/// <para>
/// What runs from there is what would have run: the same commands do the same again, to the nanosecond. With -Seed or
/// -Schedule other decisions are taken from there on: so the ends of one story are tried without its beginning.
/// </para>
/// <para>
/// Objects that were made since the checkpoint are gone. Variables that hold them are not cleared; the device does not know
/// such objects any more.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice -Schedule Random | Out-Null; $vm = New-GpuVm; $buffer = New-GpuBuffer 64KB
/// $start = Checkpoint-GpuDevice
/// 1..5 | ForEach-Object {
///     Restore-GpuDevice $start -Seed $_
///     $first = Invoke-VmBind $vm $buffer 0x400000 -AsTask
///     $second = Invoke-VmBind $vm -Unmap -Address 0x400000 -Size 64KB -AsTask
///     $null = $first, $second | Wait-GpuTask
///     (Get-GpuMapping $vm | Measure-Object).Count
/// }</code>
/// Tries five ways in which a map and an unmap may race; the last one wins.
/// </example>
/// <seealso cref="CheckpointGpuDeviceCommand"/>
[Cmdlet(VerbsData.Restore, "GpuDevice", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDevice))]
public sealed class RestoreGpuDeviceCommand : GpuCmdlet
{
    /// <summary>Where to go back to, from Checkpoint-GpuDevice.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public GpuCheckpoint Checkpoint { get; set; } = null!;

    /// <summary>Seed of everything that is drawn at random from there on. By default it goes on as it did.</summary>
    [Parameter]
    [Quantity]
    public ulong Seed { get; set; }

    /// <summary>
    /// How is decided from there on. A device that was made without preemption (Fifo) stays so, one with it as well.
    /// </summary>
    [Parameter]
    public GpuSchedule Schedule { get; set; }

    /// <summary>Returns the device.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? DefaultTarget => Checkpoint;

    private protected override void Process()
    {
        GpuDevice device = Resolve(Checkpoint.Device);
        RefuseIfRunning(device);
        GpuSchedule schedule = IsBound(nameof(Schedule)) ? Schedule : device.Schedule;
        if ((schedule == GpuSchedule.Fifo) != (device.Schedule == GpuSchedule.Fifo))
        {
            Refuse(
                "GpuScheduleMismatch",
                ErrorCategory.InvalidArgument,
                $"{device} was made with the schedule {device.Schedule}; it cannot go on with {schedule}.",
                schedule,
                "Tasks of a device preempt each other from its boot on, or never.");
        }

        if (!ShouldProcess(device.ToString(), $"Go back to {Checkpoint.VirtualTime.ToString().Trim()} s"))
        {
            return;
        }

        bool isOther = IsBound(nameof(Seed)) || IsBound(nameof(Schedule));
        Checkpoint.Engine.Restore(isOther ? GpuScheduleChooser.New(schedule, Seed) : null);
        if (PassThru)
        {
            WriteObject(device);
        }
    }
}
