using System;
using System.Linq;
using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;

namespace PanthorPS;

/// <summary>Shows which buffers would lose their pages, in the order in which reclaim takes them.</summary>
/// <remarks>
/// Reclaim goes through the lists from those that cost nothing to those that cost most: buffers that nobody maps, those that
/// only the CPU maps, those of one VM (the VM that was active longest ago first), those of several VMs. Within a list the
/// buffer used longest ago comes first. Buffers that are pinned, imported or without pages are on no list.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 64KB -Label vertices
/// Invoke-VmBind $vm $b 0x400000; Write-GpuBuffer (New-GpuBuffer 4KB -Label spare) -Value 1; Get-GpuReclaimList</code>
/// The buffer that nobody maps is the first to go; what the VM maps comes later.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 64KB; Invoke-VmBind (New-GpuVm) $b 0x400000
/// Get-GpuReclaimList Vm | Measure-Object ResidentPages -Sum</code>
/// Counts the pages that reclaim could take from single VMs.
/// </example>
/// <seealso cref="InvokeGpuReclaimCommand"/>
/// <seealso cref="GetGpuMemoryCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuReclaimList")]
[OutputType(typeof(GpuReclaimEntry))]
public sealed class GetGpuReclaimListCommand : PipedDeviceCmdlet
{
    /// <summary>Only these lists: Unused, Mmapped, Vm, Shared. By default all of them.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public GemReclaimList[]? List { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        WriteObject(
            device.Machine.Device.Reclaim.Describe()
                .Where(entry => List is null || Array.IndexOf(List, entry.List) >= 0)
                .Select(entry => Wrap(device, entry)),
            true);
    }

    private static GpuReclaimEntry Wrap(GpuDevice device, GemReclaimEntry entry) => new(
        entry.List,
        entry.Vm is { } vm ? FindVm(device, vm) : null,
        entry.Position,
        device.Clients.SelectMany(client => client.Buffers).FirstOrDefault(buffer => buffer.Engine == entry.Buffer),
        entry.Buffer.Label ?? string.Empty,
        entry.Buffer.Size,
        entry.Buffer.Pages?.Count ?? 0,
        entry.Buffer.ReclaimState,
        entry.Buffer.ReclaimedCount);

    private static GpuVm? FindVm(GpuDevice device, PanthorVm vm) =>
        device.Clients.Select(client => client.FindVm(vm)).FirstOrDefault(found => found is not null);
}
