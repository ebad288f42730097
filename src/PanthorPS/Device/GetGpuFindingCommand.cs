using System;
using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows what the checkers found on a device: warnings, oopses, leaks, lock inversions, page faults.</summary>
/// <remarks>
/// <para>Each finding holds a report in the kernel's style: Format-List, or its property Report, shows it.</para>
/// <para>
/// A device that was removed keeps its findings, those of its removal among them, as long as a variable holds it.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuFinding</code>
/// Shows the findings of a device; a fresh one has none.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; Get-GpuFinding -Kind GpuPageFault, Leak | Format-List</code>
/// Shows the reports of some kinds.
/// </example>
/// <example>
/// <code>$gpu = New-GpuDevice; Remove-GpuDevice $gpu; Get-GpuFinding -Device $gpu</code>
/// Shows what the removal of a device has found, for instance leaks.
/// </example>
/// <seealso cref="GetGpuLogCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuFinding")]
[OutputType(typeof(GpuFinding))]
public sealed class GetGpuFindingCommand : PipedDeviceCmdlet
{
    /// <summary>Only findings of these kinds.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public FindingKind[]? Kind { get; set; }

    /// <summary>Forgets all findings of the device after they were written.</summary>
    [Parameter]
    public SwitchParameter Clear { get; set; }

    private protected override GpuDevice TargetDevice =>
        Device is { IsReference: false, State: GpuDeviceState.Removed } removed ? removed : base.TargetDevice;

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        FindingLog log = device.Machine.Simulation.Findings;
        GpuFinding[] findings = [.. log
            .Where(finding => Kind is null || Array.IndexOf(Kind, finding.Kind) >= 0)
            .Select(finding => new GpuFinding(device, finding))];
        if (Clear)
        {
            log.Clear();
        }

        WriteObject(findings, true);
    }
}
