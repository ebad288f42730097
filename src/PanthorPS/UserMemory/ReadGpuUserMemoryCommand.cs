using System.Management.Automation;

namespace PanthorPS;

/// <summary>Reads memory of a client's process, as the process itself does.</summary>
/// <remarks>A page of a buffer comes through the driver's fault handler. What is not mapped is an error EFAULT.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $room = New-GpuUserMemory 4KB
/// Read-GpuUserMemory $room.Address -Count 8 -As UInt64</code>
/// Reads a word of fresh memory.
/// </example>
/// <seealso cref="WriteGpuUserMemoryCommand"/>
[Cmdlet(VerbsCommunications.Read, "GpuUserMemory")]
[OutputType(typeof(byte), typeof(uint), typeof(ulong), typeof(GpuTask))]
public sealed class ReadGpuUserMemoryCommand : ClientCallCmdlet
{
    private const int Page = 4096;

    /// <summary>First address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>Bytes, a multiple of the type's size. By default a page.</summary>
    [Parameter]
    [Quantity]
    public ulong Count { get; set; } = Page;

    /// <summary>What the bytes are: Byte, UInt32, UInt64.</summary>
    [Parameter]
    public GpuDataType As { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        ReadCount.Check(Count, As, "Reading memory");
        byte[] bytes = new byte[Count];
        ulong address = Address;
        GpuDataType type = As;
        Call(client, () => client.File.Memory.CopyFromUserAsync(address, bytes), result =>
        {
            Check(result, "Reading memory", client);
            return GpuData.Decode(bytes, type);
        });
    }
}
