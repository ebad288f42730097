using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Ends the use of a shared buffer by another device (dma_buf_detach()).</summary>
/// <remarks>The pages may be taken away from then on, unless another device still uses them.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuDmaBuf 4KB | Connect-GpuDmaBuf -Name camera | Disconnect-GpuDmaBuf</code>
/// A camera comes and goes.
/// </example>
/// <seealso cref="ConnectGpuDmaBufCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "GpuDmaBuf", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDmaBufAttachment))]
[OutputType(typeof(GpuTask))]
public sealed class DisconnectGpuDmaBufCommand : ClientCallCmdlet
{
    /// <summary>The uses that end, from Connect-GpuDmaBuf.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public GpuDmaBufAttachment[] Attachment { get; set; } = [];

    /// <summary>Returns what ended.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Attachment, given =>
    {
        GpuDmaBufAttachment attachment = Resolve(given);
        if (ShouldProcess(attachment.ToString(), "Disconnect"))
        {
            Call(
                attachment.DmaBuf.Client,
                () => DetachAsync(attachment.Engine),
                result => Checked(result, "dma_buf_detach", attachment),
                PassThru);
        }
    });

    private static async KTask<KernelResult> DetachAsync(DmaBufAttachment attachment)
    {
        await attachment.UnmapAsync();
        await attachment.DetachAsync();
        return KernelResult.Ok;
    }
}
