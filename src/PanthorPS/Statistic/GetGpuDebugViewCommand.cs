using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Panthor.Driver.Device;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi.Statistics;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows what the driver tells in debugfs: buffers, mappings, clients, groups.</summary>
/// <remarks>
/// The objects are snapshots. -AsText gives the text of the kernel's file. Of the scheduler's groups (Sched) the kernel
/// has no file: there are objects only.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $null = New-GpuBuffer 64KB -Label vertices; Get-GpuDebugView Gems</code>
/// Lists all buffers of the device, the kernel's own included.
/// </example>
/// <example>
/// <code>New-GpuDevice | Get-GpuDebugView Clients -AsText</code>
/// Shows the file clients.
/// </example>
/// <seealso cref="GetGpuStatisticCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuDebugView")]
[OutputType(
    typeof(GpuDebugGem),
    typeof(GpuDebugVa),
    typeof(GpuDebugClient),
    typeof(GpuDebugGemName),
    typeof(GpuDebugGroup),
    typeof(string))]
public sealed class GetGpuDebugViewCommand : PipedDeviceCmdlet
{
    /// <summary>The file: Gems, Gpuvas, Clients, GemNames, Name, Sched.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public GpuDebugViewName Name { get; set; }

    /// <summary>Returns the text of the kernel's file.</summary>
    [Parameter]
    public SwitchParameter AsText { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        PanthorDevice driver = device.Machine.Device;
        if (AsText || Name == GpuDebugViewName.Name)
        {
            WriteObject(Text(device, driver));
            return;
        }

        WriteObject(
            Name switch
            {
                GpuDebugViewName.Gems => driver.Gems.Describe().Select(entry => new GpuDebugGem(entry)),
                GpuDebugViewName.Gpuvas => Vas(driver),
                GpuDebugViewName.Clients => driver.Drm.Files.Select(file => new GpuDebugClient(file)),
                GpuDebugViewName.GemNames => driver.Drm.Names.Entries.Select(
                    entry => new GpuDebugGemName(entry.Key, entry.Value)),
                _ => (IEnumerable<object>)(driver.Scheduler?.Groups ?? []).Select(group => new GpuDebugGroup(group)),
            },
            true);
    }

    private string Text(GpuDevice device, PanthorDevice driver)
    {
        switch (Name)
        {
            case GpuDebugViewName.Gems:
                return DrmDebugFs.Gems(driver);
            case GpuDebugViewName.Gpuvas:
                return Run(device, "debugfs", () => DrmDebugFs.GpuvasAsync(driver));
            case GpuDebugViewName.Clients:
                return DrmDebugFs.Clients(driver);
            case GpuDebugViewName.GemNames:
                return DrmDebugFs.GemNames(driver);
            case GpuDebugViewName.Name:
                return DrmDebugFs.Name(driver);
            default:
                throw new ErrnoException(Errno.ENOENT, "debugfs", "the kernel has no file of the scheduler's groups")
                {
                    Target = Name,
                };
        }
    }

    private static List<GpuDebugVa> Vas(PanthorDevice driver)
    {
        List<GpuDebugVa> found = [];
        int number = 0;
        foreach (PanthorVm vm in DrmDebugFs.Vms(driver))
        {
            foreach (GpuVa va in vm.Mappings)
            {
                found.Add(new GpuDebugVa(number, vm, va));
            }

            number++;
        }

        return found;
    }
}
