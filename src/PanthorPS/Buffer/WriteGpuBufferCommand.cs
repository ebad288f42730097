using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Writes to a buffer with the CPU, through a mapping and its page fault handler.</summary>
/// <remarks>
/// All values of the pipeline are written as one block at the end. Pages are allocated as they are touched.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 4KB; Write-GpuBuffer $b -Value 'hello' -Offset 0x10</code>
/// Writes a text in UTF-8.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 4KB
/// 1, 2, 3 | Write-GpuBuffer $b -As UInt32 -PassThru | Read-GpuBuffer -Count 12 -As UInt32</code>
/// Writes three words and reads them back.
/// </example>
/// <seealso cref="ReadGpuBufferCommand"/>
/// <seealso cref="WriteGpuMemoryCommand"/>
[Cmdlet(VerbsCommunications.Write, "GpuBuffer", SupportsShouldProcess = true)]
[OutputType(typeof(GpuBuffer))]
[OutputType(typeof(GpuTask))]
public sealed class WriteGpuBufferCommand : WriteValuesCmdlet
{
    /// <summary>The buffer, or its handle or label.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNull]
    public GpuBuffer Buffer { get; set; } = null!;

    /// <summary>Where to begin, in bytes.</summary>
    [Parameter]
    [Quantity]
    public ulong Offset { get; set; }

    private protected override object? DefaultTarget => Buffer;

    private protected override void Write(byte[] bytes)
    {
        GpuBuffer buffer = Resolve(Buffer);
        if (!ShouldProcess(buffer.ToString(), $"Write {GpuFormat.Counted(bytes.Length, "byte")} at 0x{Offset:x}"))
        {
            return;
        }

        GpuClient client = buffer.Client;
        ulong offset = Offset;
        Call(
            client,
            () => WriteAsync(buffer, offset, bytes),
            result => Checked(result, "Write to the buffer", buffer),
            PassThru);
    }

    private static async KTask<KernelResult> WriteAsync(GpuBuffer buffer, ulong offset, byte[] bytes)
    {
        KernelResult<CpuMapping> mapped = await buffer.Client.File.MmapAsync(buffer.Handle);
        if (!mapped.IsOk)
        {
            return mapped;
        }

        KernelResult result = await mapped.Value.WriteAsync(offset, bytes);
        await mapped.Value.CloseAsync();
        return result;
    }
}
