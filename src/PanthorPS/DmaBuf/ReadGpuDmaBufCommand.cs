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
public sealed class ReadGpuDmaBufCommand : ReadValuesCmdlet
{
    /// <summary>The use of the buffer by the device, from Connect-GpuDmaBuf.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public GpuDmaBufAttachment Attachment { get; set; } = null!;

    private protected override object? DefaultTarget => Attachment;

    private protected override void Process()
    {
        GpuDmaBufAttachment attachment = Resolve(Attachment);
        Read(
            attachment.DmaBuf.Client,
            attachment.Name,
            attachment,
            attachment.Size,
            "Read by the device",
            (offset, bytes) => KTask.FromResult(attachment.Engine.Read(offset, bytes)));
    }
}
