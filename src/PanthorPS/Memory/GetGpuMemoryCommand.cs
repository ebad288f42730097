using System.Management.Automation;
using Panthor.Driver.Mm;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>Shows how the memory of a device's machine is used.</summary>
/// <remarks>All values but sizes are in pages of 4 KiB.</remarks>
/// <example>
/// <code>New-GpuDevice -Memory 64MB -Swap 128MB | Out-Null; Get-GpuMemory</code>
/// Shows a fresh machine.
/// </example>
/// <seealso cref="InvokeGpuReclaimCommand"/>
/// <seealso cref="GetBackingPagesCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuMemory")]
[OutputType(typeof(GpuMemory))]
public sealed class GetGpuMemoryCommand : PipedDeviceCmdlet
{
    private protected override void Process()
    {
        Panthor.Driver.Device.PanthorDevice driver = TargetDevice.Machine.Device;
        KernelMemory mm = driver.Mm;
        WriteObject(new GpuMemory(
            mm.Memory.TotalPages,
            mm.Memory.FreePages,
            mm.Memory.CountOf(PageUse.PageTable),
            mm.Memory.CountOf(PageUse.Buffer),
            mm.Swap.UsedPages,
            mm.Swap.TotalPages,
            mm.Memory.WatermarkLow,
            mm.Memory.WatermarkMin,
            driver.Reclaim.Count(canBlock: true)));
    }
}
