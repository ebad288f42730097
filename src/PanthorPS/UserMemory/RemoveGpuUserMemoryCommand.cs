using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Takes memory out of the address space of a client's process (munmap()).</summary>
/// <remarks>Requests whose pointers lead there get EFAULT from then on.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuUserMemory 8KB | Remove-GpuUserMemory; Get-GpuUserMemory</code>
/// Maps memory and takes it away.
/// </example>
/// <seealso cref="NewGpuUserMemoryCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuUserMemory", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(GpuUserMemory))]
[OutputType(typeof(GpuTask))]
public sealed class RemoveGpuUserMemoryCommand : ClientCallCmdlet
{
    private const string ByAddress = "Address";
    private const string ByObject = "Memory";

    /// <summary>Memory that was mapped, as a whole.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [ValidateNotNullOrEmpty]
    public GpuUserMemory[] Memory { get; set; } = [];

    /// <summary>First address, a multiple of 4096.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByAddress)]
    [ArgumentCompleter(typeof(UserMemoryCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>Bytes; rounded up to whole pages.</summary>
    [Parameter(
        Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByAddress)]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>Returns what was mapped at the address.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == ByAddress)
        {
            Unmap(TargetClient, Address, Size);
            return;
        }

        ForEach(Memory, memory =>
        {
            CheckOwner(memory.Client, memory);
            if (!memory.IsMapped)
            {
                throw new ErrnoException(Errno.EINVAL, "Looking at memory", $"{memory} is not mapped any more")
                {
                    Target = memory,
                };
            }

            Unmap(memory.Client, memory.Address, memory.Size);
        });
    }

    private void Unmap(GpuClient client, ulong address, ulong size)
    {
        if (ShouldProcess($"{GpuFormat.Size(size)} at 0x{address:x} of {client}", "Unmap"))
        {
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
