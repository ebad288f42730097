using System.Management.Automation;

namespace PanthorPS;

/// <summary>Takes pages away from buffers and writes them to swap, as the kernel does when memory gets scarce.</summary>
/// <remarks>
/// Buffers go as a whole: first those that nobody maps, then those of the CPU, then those of the VMs that were active
/// longest ago, at last those of several VMs. The next access brings a buffer back, with all its bytes.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 64KB; Write-GpuBuffer $b -Value 1; Invoke-GpuReclaim</code>
/// Reclaims all that can be reclaimed.
/// </example>
/// <seealso cref="GetBackingPagesCommand"/>
/// <seealso cref="GetGpuMemoryCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "GpuReclaim", SupportsShouldProcess = true)]
[OutputType(typeof(GpuReclaimResult))]
[OutputType(typeof(GpuTask))]
public sealed class InvokeGpuReclaimCommand : PipedDeviceCallCmdlet
{
    /// <summary>How many pages of 4 KiB. By default all that can be had.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, long.MaxValue)]
    public long Pages { get; set; } = int.MaxValue;

    /// <summary>Do not wait for the GPU: leaves out what VMs map.</summary>
    [Parameter]
    public SwitchParameter NoBlock { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (!ShouldProcess($"{device}", "Reclaim pages"))
        {
            return;
        }

        (long pages, bool canBlock) = (Pages, !NoBlock);
        Call(
            device,
            "reclaim",
            () => device.Machine.Device.Mm.ReclaimNowAsync(pages, canBlock),
            result => new GpuReclaimResult(result.Reclaimed, result.SwappedOut, result.Remaining));
    }
}
