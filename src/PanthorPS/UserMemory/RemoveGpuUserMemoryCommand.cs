using System.Management.Automation;

namespace PanthorPS;

/// <summary>Takes memory out of the address space of a client's process (munmap()).</summary>
/// <remarks>Requests whose pointers lead there get EFAULT from then on.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuUserMemory 8KB | Remove-GpuUserMemory; Get-GpuUserMemory</code>
/// Maps memory and takes it away.
/// </example>
/// <seealso cref="NewGpuUserMemoryCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuUserMemory", SupportsShouldProcess = true)]
[OutputType(typeof(GpuUserMemory))]
[OutputType(typeof(GpuTask))]
public sealed class RemoveGpuUserMemoryCommand : ClientCallCmdlet
{
    /// <summary>First address, a multiple of 4096.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>Bytes; rounded up to whole pages.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>Returns what was mapped at the address.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        if (ShouldProcess($"{GpuFormat.Size(Size)} at 0x{Address:x} of {client}", "Unmap"))
        {
            (ulong address, ulong size) = (Address, Size);
            GpuUserMemory? gone = client.File.Memory.Find(address) is { } region ? new(client, region) : null;
            Call(
                client,
                () => client.File.Memory.UnmapAsync(address, size),
                result =>
                {
                    Check(result, "munmap", client);
                    return gone;
                },
                PassThru);
        }
    }
}
