using System.Management.Automation;

namespace PanthorPS;

/// <summary>Creates a GPU virtual address space (VM_CREATE).</summary>
/// <remarks>
/// The lower part of the address space belongs to the user, the upper part to the kernel. Without -UserVaRange the
/// driver splits it, as large as it can for the user.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm</code>
/// Creates a VM.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm -UserVaRange 192TB</code>
/// Creates a VM whose kernel part begins at 192 TiB.
/// </example>
/// <seealso cref="GetGpuVmCommand"/>
/// <seealso cref="InvokeVmBindCommand"/>
/// <seealso cref="RemoveGpuVmCommand"/>
[Cmdlet(VerbsCommon.New, "GpuVm")]
[OutputType(typeof(GpuVm))]
[OutputType(typeof(GpuTask))]
public sealed class NewGpuVmCommand : PipedClientCallCmdlet
{
    /// <summary>
    /// Bytes of address space for the user, from 0 on. The user gets at least that much: the kernel's part is rounded
    /// down to a power of two. By default the driver decides.
    /// </summary>
    [Parameter(Position = 0)]
    [Quantity]
    public ulong UserVaRange { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        ulong range = UserVaRange;
        Call(
            client,
            () => client.File.CallAsync(() => client.File.VmCreateAsync(0, range)),
            created => client.FindVm(Check(created, "VM_CREATE", range).Id));
    }
}
