using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lets another device use a shared buffer, a display or a camera for example (dma_buf_attach()).</summary>
/// <remarks>
/// As long as the device is there the pages stay where they are: a buffer of panthor is pinned, and no reclaim takes it. The
/// device is as coherent as the board. Every device must be disconnected (Disconnect-GpuDmaBuf) before the machine ends,
/// else the buffer is a leak.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 64KB; Write-GpuBuffer $b -Value 'frame'
/// $display = Export-GpuBuffer $b | Connect-GpuDmaBuf -Name display; Read-GpuDmaBuf $display -Count 5
/// $b.PinCount; Disconnect-GpuDmaBuf $display</code>
/// A display shows what the CPU wrote to a buffer.
/// </example>
/// <seealso cref="DisconnectGpuDmaBufCommand"/>
/// <seealso cref="ReadGpuDmaBufCommand"/>
[Cmdlet(VerbsCommunications.Connect, "GpuDmaBuf")]
[OutputType(typeof(GpuDmaBufAttachment))]
[OutputType(typeof(GpuTask))]
public sealed class ConnectGpuDmaBufCommand : ClientCallCmdlet
{
    /// <summary>The shared buffer, from Export-GpuBuffer or New-GpuDmaBuf.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public GpuDmaBuf DmaBuf { get; set; } = null!;

    /// <summary>Name of the device.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "display";

    private protected override object? DefaultTarget => DmaBuf;

    private protected override void Process()
    {
        GpuDmaBuf shared = Resolve(DmaBuf);
        Panthor.Driver.Device.Machine machine = shared.Client.Device.Machine;
        var device = new DmaDevice(machine.Board.Memory, Name, machine.Device.Coherent);
        Call(
            shared.Client,
            () => AttachAsync(shared.Engine, device),
            result => new GpuDmaBufAttachment(shared, Check(result, "dma_buf_attach", shared)));
    }

    private static async KTask<KernelResult<DmaBufAttachment>> AttachAsync(DmaBuf shared, DmaDevice device)
    {
        KernelResult<DmaBufAttachment> attached = await shared.AttachAsync(device);
        if (!attached.IsOk)
        {
            return attached;
        }

        KernelResult mapped = await attached.Value.MapAsync();
        if (!mapped.IsOk)
        {
            await attached.Value.DetachAsync();
            return mapped;
        }

        return attached;
    }
}
