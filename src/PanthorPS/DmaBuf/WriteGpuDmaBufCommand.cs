using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Writes to a shared buffer as another device does that is connected to it, a camera for example.</summary>
/// <remarks>
/// All values of the pipeline are written as one block at the end. What the CPU's cache holds of the buffer is not changed
/// by it, unless the board is coherent: a read needs a bracket first (Sync-GpuDmaBuf).
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $shared = New-GpuDmaBuf 4KB; $b = Import-GpuBuffer $shared
/// $camera = Connect-GpuDmaBuf $shared camera; Write-GpuDmaBuf $camera -Value 'picture'
/// Sync-GpuDmaBuf $shared Read; Read-GpuBuffer $b -Count 7; Sync-GpuDmaBuf $shared Read -Complete
/// Disconnect-GpuDmaBuf $camera</code>
/// The CPU reads what a camera wrote.
/// </example>
/// <seealso cref="ConnectGpuDmaBufCommand"/>
/// <seealso cref="ReadGpuDmaBufCommand"/>
[Cmdlet(VerbsCommunications.Write, "GpuDmaBuf", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDmaBufAttachment))]
[OutputType(typeof(GpuTask))]
public sealed class WriteGpuDmaBufCommand : WriteValuesCmdlet
{
    /// <summary>The use of the buffer by the device, from Connect-GpuDmaBuf.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public GpuDmaBufAttachment Attachment { get; set; } = null!;

    /// <summary>Where to begin, in bytes.</summary>
    [Parameter]
    [Quantity]
    public ulong Offset { get; set; }

    private protected override object? DefaultTarget => Attachment;

    private protected override void Write(byte[] bytes)
    {
        GpuDmaBufAttachment attachment = Resolve(Attachment);
        if (!ShouldProcess(attachment.ToString(), $"Write {GpuFormat.Counted(bytes.Length, "byte")} at 0x{Offset:x}"))
        {
            return;
        }

        ulong offset = Offset;
        Call(
            attachment.DmaBuf.Client,
            () => KTask.FromResult(attachment.Engine.Write(offset, bytes)),
            result => Checked(result, "Write by the device", attachment),
            PassThru);
    }
}
