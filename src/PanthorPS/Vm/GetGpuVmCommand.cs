using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the VMs of a client.</summary>
/// <remarks>The objects are live: their properties tell the state at the moment when they are looked at.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | Out-Null; Get-GpuVm</code>
/// Lists the VMs of the first client.
/// </example>
/// <seealso cref="NewGpuVmCommand"/>
/// <seealso cref="GetGpuMappingCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuVm")]
[OutputType(typeof(GpuVm))]
public sealed class GetGpuVmCommand : PipedClientCmdlet
{
    /// <summary>Numbers of the VMs. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNullOrEmpty]
    public uint[]? Id { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        if (Id is null)
        {
            WriteObject(client.Vms, true);
            return;
        }

        foreach (uint id in Id)
        {
            if (client.FindVm(id) is { } vm)
            {
                WriteObject(vm);
            }
            else
            {
                WriteError(ErrorRecords.Of(
                    new ErrnoException(Errno.ENOENT, "VM lookup", $"VM {id} does not exist in {client}"), id));
            }
        }
    }
}
