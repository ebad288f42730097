using System.Management.Automation;
using Panthor.Kernel;

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
public sealed class GetGpuGroupCommand : ClientCmdlet
{
    /// <summary>Handles of the groups. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public uint[]? Handle { get; set; }

    /// <summary>Only the groups of this VM.</summary>
    [Parameter(ValueFromPipeline = true)]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNull]
    public GpuVm? Vm { get; set; }

    private protected override void Process()
    {
        GpuVm? vm = Vm is null ? null : Resolve(Vm);
        GpuClient client = vm?.Client ?? TargetClient;
        if (Handle is null)
        {
            foreach (GpuGroup group in client.Groups)
            {
                if (vm is null || group.Vm == vm)
                {
                    WriteObject(group);
                }
            }

            return;
        }

        foreach (uint handle in Handle)
        {
            if (client.FindGroup(handle) is { } group && (vm is null || group.Vm == vm))
            {
                WriteObject(group);
            }
            else
            {
                string where = vm is null ? $"{client}" : $"{vm} of {client}";
                WriteError(ErrorRecords.Of(
                    new ErrnoException(Errno.ENOENT, "Group lookup", $"group {handle} does not exist in {where}"),
                    handle));
            }
        }
    }
}
