using System.Management.Automation;

namespace PanthorPS;

/// <summary>Brackets accesses of the CPU to a shared buffer (DMA_BUF_IOCTL_SYNC).</summary>
/// <remarks>
/// A bracket before reads shows the CPU what devices wrote, one after writes (-Complete) shows devices what the CPU wrote. The
/// first waits for devices that work on the buffer under implicit synchronisation. On a coherent board forgotten brackets
/// show nothing.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $shared = New-GpuDmaBuf 4KB; $b = Import-GpuBuffer $shared
/// $vm = New-GpuVm; Invoke-VmBind $vm $b 0x400000
/// Sync-GpuDmaBuf $shared Write; Write-GpuBuffer $b -Value 42; Sync-GpuDmaBuf $shared Write -Complete
/// Read-GpuMemory $vm 0x400000 -Count 1</code>
/// The GPU sees what the CPU wrote to a buffer of another exporter.
/// </example>
/// <seealso cref="NewGpuDmaBufCommand"/>
/// <seealso cref="SyncGpuBufferCommand"/>
[Cmdlet(VerbsData.Sync, "GpuDmaBuf")]
[OutputType(typeof(GpuDmaBuf))]
[OutputType(typeof(GpuTask))]
public sealed class SyncGpuDmaBufCommand : ClientCallCmdlet
{
    /// <summary>The shared buffer, from Export-GpuBuffer or New-GpuDmaBuf.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public GpuDmaBuf DmaBuf { get; set; } = null!;

    /// <summary>What the CPU does: Read, Write, ReadWrite.</summary>
    [Parameter(Position = 1)]
    public GpuDmaBufAccess Access { get; set; } = GpuDmaBufAccess.ReadWrite;

    /// <summary>The accesses are over (END). Without it they are about to begin.</summary>
    [Parameter]
    [Alias("End")]
    public SwitchParameter Complete { get; set; }

    /// <summary>Returns the shared buffer.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? DefaultTarget => DmaBuf;

    private protected override void Process()
    {
        GpuDmaBuf shared = Resolve(DmaBuf);
        ulong flags = (ulong)Access | (Complete ? Panthor.Driver.Gem.DmaBuf.DMA_BUF_SYNC_END : 0);
        Call(
            shared.Client,
            () => shared.Engine.SyncAsync(flags),
            result => Checked(result, "DMA_BUF_IOCTL_SYNC", shared),
            PassThru);
    }
}
