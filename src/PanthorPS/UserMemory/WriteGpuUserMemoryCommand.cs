using System.Management.Automation;

namespace PanthorPS;

/// <summary>Writes memory of a client's process, as the process itself does.</summary>
/// <remarks>What is not mapped, or may only be read, is an error EFAULT.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $room = New-GpuUserMemory 4KB
/// Write-GpuUserMemory $room.Address -Value 1, 2, 3 -As UInt32; Read-GpuUserMemory $room.Address -Count 12 -As UInt32</code>
/// Writes three words and reads them back.
/// </example>
/// <seealso cref="ReadGpuUserMemoryCommand"/>
[Cmdlet(VerbsCommunications.Write, "GpuUserMemory", SupportsShouldProcess = true)]
[OutputType(typeof(GpuUserMemory))]
[OutputType(typeof(GpuTask))]
public sealed class WriteGpuUserMemoryCommand : WriteValuesCmdlet
{
    /// <summary>First address.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Quantity]
    public ulong Address { get; set; }

    private protected override void Write(byte[] bytes)
    {
        GpuClient client = TargetClient;
        if (!ShouldProcess($"memory of {client}", $"Write {GpuFormat.Counted(bytes.Length, "byte")} at 0x{Address:x}"))
        {
            return;
        }

        ulong address = Address;
        Call(
            client,
            () => client.File.Memory.CopyToUserAsync(address, bytes),
            written =>
            {
                Check(written, "Writing memory", client);
                return client.File.Memory.Find(address) is { } region ? new GpuUserMemory(client, region) : null;
            },
            PassThru);
    }
}
