using System;
using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Makes something fail on a device: an allocation, a command of the hardware, an interrupt.</summary>
/// <remarks>
/// <para>
/// Without further parameters the next pass of the place fails, once. Chance is drawn from the device's seed, so that
/// the same commands fail at the same places again.
/// </para>
/// <para>
/// Places: PageAllocation, PageTableAllocation, KernelAllocation, SwapOut, SwapIn, MmuCommand, CacheFlush, Interrupt,
/// FirmwareBoot, FirmwarePing, CsgAck.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; Add-GpuFault PageAllocation -After 2</code>
/// The third page that is allocated from now on cannot be had.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; Add-GpuFault -On PageAllocation -Match { $_ -eq 'PageTable' } -Times 5</code>
/// Five allocations of page tables fail; buffers still get their pages.
/// </example>
/// <seealso cref="GetGpuFaultCommand"/>
/// <seealso cref="RemoveGpuFaultCommand"/>
[Cmdlet(VerbsCommon.Add, "GpuFault")]
[OutputType(typeof(GpuFaultInjection))]
public sealed class AddGpuFaultCommand : PipedDeviceCmdlet
{
    private const double Million = 1_000_000;

    /// <summary>Where something is to fail.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(FaultPointCompleter))]
    [ValidateNotNullOrEmpty]
    public string On { get; set; } = "";

    /// <summary>How many passes go well first. By default none.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long After { get; set; }

    /// <summary>How many times it fails; 0 for always. By default once, and always with -Probability.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long Times { get; set; }

    /// <summary>With which probability a pass fails, from 0 to 1. By default surely.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double Probability { get; set; } = 1;

    /// <summary>
    /// Only passes for which the script gives true count; $_ is what the place is about: the use of a page
    /// (PageTable, Buffer …), the number of an address space, an interrupt.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Match { get; set; }

    /// <summary>The error, for example ENOMEM. By default that of the place.</summary>
    [Parameter]
    public Errno Errno { get; set; }

    private protected override object? DefaultTarget => On;

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        FaultPoint? point = KnownFaultPoints.Find(On);
        if (point is null)
        {
            Refuse(
                "GpuFaultPointNotFound",
                ErrorCategory.ObjectNotFound,
                $"There is no fault point '{On}'.",
                On,
                $"The places are {string.Join(", ", KnownFaultPoints.All)}.");
        }

        bool isBound = IsBound(nameof(Times));
        long once = IsBound(nameof(Probability)) ? long.MaxValue : 1;
        var injection = new FaultInjection(point)
        {
            After = After,
            Times = !isBound ? once : Times == 0 ? long.MaxValue : Times,
            ProbabilityPerMillion = (int)Math.Round(Probability * Million),
            Match = Match is null ? null : Matches,
            Errno = IsBound(nameof(Errno)) ? Errno : null,
        };
        device.Machine.Simulation.Faults.Add(injection);
        WriteObject(device.Wrap(injection));
    }

    private bool Matches(object? subject)
    {
        // The engine takes $_ out of the list: each call needs its own.
        var variables = new List<PSVariable> { new("_", subject), new("ErrorActionPreference", ActionPreference.Stop) };
        return LanguagePrimitives.IsTrue(Match!.InvokeWithContext(null, variables));
    }
}
