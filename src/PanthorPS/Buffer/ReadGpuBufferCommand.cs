using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Reads a buffer with the CPU, through a mapping and its page fault handler.</summary>
/// <remarks>
/// The values come one by one; -Raw gives them as one array, which is faster for large buffers. Pages that were never
/// touched are allocated by the access and read as zero.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 4KB; $b | Read-GpuBuffer -Count 16</code>
/// Reads the first 16 bytes.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 4KB; Read-GpuBuffer $b -Offset 0x100 -Count 8 -As UInt32</code>
/// Reads two words at an offset.
/// </example>
/// <seealso cref="WriteGpuBufferCommand"/>
/// <seealso cref="ReadGpuMemoryCommand"/>
[Cmdlet(VerbsCommunications.Read, "GpuBuffer")]
[OutputType(typeof(byte), typeof(uint), typeof(ulong))]
[OutputType(typeof(GpuTask))]
[OutputType(typeof(byte[]), typeof(uint[]), typeof(ulong[]))]
public sealed class ReadGpuBufferCommand : ReadValuesCmdlet
{
    /// <summary>The buffer, or its handle or label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNull]
    public GpuBuffer Buffer { get; set; } = null!;

    private protected override object? DefaultTarget => Buffer;

    private protected override void Process()
    {
        GpuBuffer buffer = Resolve(Buffer);
        Read(
            buffer.Client,
            buffer.Client.Name,
            buffer,
            buffer.Size,
            "Read of the buffer",
            (offset, bytes) => ReadAsync(buffer, offset, bytes));
    }

    private static async KTask<KernelResult> ReadAsync(GpuBuffer buffer, ulong offset, byte[] bytes)
    {
        KernelResult<CpuMapping> mapped = await buffer.Client.File.MmapAsync(buffer.Handle);
        if (!mapped.IsOk)
        {
            return mapped;
        }

        KernelResult result = await mapped.Value.ReadAsync(offset, bytes);
        await mapped.Value.CloseAsync();
        return result;
    }
}
