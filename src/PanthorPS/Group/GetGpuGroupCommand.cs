using System.Management.Automation;

namespace PanthorPS;

/// <summary>Lists the groups of a client, or of one VM.</summary>
/// <remarks>The objects are live: their properties tell the state at the moment when they are looked at.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | New-GpuGroup | Out-Null; Get-GpuGroup</code>
/// Lists the groups of the first client.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | New-GpuGroup | Out-Null; Get-GpuGroup 1 | Format-List</code>
/// Shows all of a group.
/// </example>
/// <seealso cref="NewGpuGroupCommand"/>
/// <seealso cref="GetGpuSlotCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuGroup")]
[OutputType(typeof(GpuGroup))]
public sealed class GetGpuGroupCommand : VmObjectsCmdlet
{
    /// <summary>Handles of the groups. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public uint[]? Handle { get; set; }

    private protected override void Process() => WriteObjects(
        Handle,
        static client => client.Groups,
        static (client, handle) => client.FindGroup(handle),
        static item => item.Vm,
        static handle => $"group {handle}");
}
