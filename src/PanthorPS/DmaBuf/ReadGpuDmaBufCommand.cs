using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Reads a shared buffer as another device does that is connected to it.</summary>
/// <remarks>
/// A device that is not coherent does not see what is still in the CPU's cache. The CPU's own view is that of the client:
/// Import-GpuBuffer and Read-GpuBuffer.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 4KB -WriteBack; $shared = Export-GpuBuffer $b
/// $display = Connect-GpuDmaBuf $shared; Sync-GpuDmaBuf $shared Write; Write-GpuBuffer $b -Value 42
/// Sync-GpuDmaBuf $shared Write -Complete; Read-GpuDmaBuf $display -Count 1; Disconnect-GpuDmaBuf $display</code>
/// The display sees what the CPU wrote between the brackets; without the second it would see 0.
/// </example>
/// <seealso cref="ConnectGpuDmaBufCommand"/>
/// <seealso cref="WriteGpuDmaBufCommand"/>
[Cmdlet(VerbsCommunications.Read, "GpuDmaBuf")]
[OutputType(typeof(byte), typeof(uint), typeof(ulong))]
[OutputType(typeof(GpuTask))]
[OutputType(typeof(byte[]), typeof(uint[]), typeof(ulong[]))]
public sealed class ReadGpuDmaBufCommand : ClientCallCmdlet
{
    /// <summary>The use of the buffer by the device, from Connect-GpuDmaBuf.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public GpuDmaBufAttachment Attachment { get; set; } = null!;

    /// <summary>Where to begin, in bytes.</summary>
    [Parameter(Position = 1)]
    [Quantity]
    public ulong Offset { get; set; }

    /// <summary>How many bytes; by default all from the offset on.</summary>
    [Parameter(Position = 2)]
    [Quantity]
    public ulong Count { get; set; }

    /// <summary>What the bytes are read as; by default bytes.</summary>
    [Parameter]
    public GpuDataType As { get; set; }

    /// <summary>Gives all values as one array instead of one by one.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    private protected override object? DefaultTarget => Attachment;

    private protected override void Process()
    {
        GpuDmaBufAttachment attachment = Resolve(Attachment);
        ulong count = IsBound(nameof(Count)) ? Count : Offset > attachment.Size ? 0 : attachment.Size - Offset;
        ReadCount.Check(count, As, "Read by the device");
        byte[] bytes = new byte[count];
        (ulong offset, GpuDataType type, bool raw) = (Offset, As, Raw);
        Call(
            AsTask,
            attachment.DmaBuf.Client.Device,
            attachment.Name,
            () => KTask.FromResult(attachment.Engine.Read(offset, bytes)),
            result =>
            {
                Check(result, "Read by the device", attachment);
                return GpuData.Output(bytes, type, raw);
            },
            gives: true,
            enumerates: !raw);
    }
}
