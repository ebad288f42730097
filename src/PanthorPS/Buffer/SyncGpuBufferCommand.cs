using System.Management.Automation;
using Panthor.Driver.Uapi;

namespace PanthorPS;

/// <summary>Writes back what the CPU's caches hold of a buffer, so that the GPU sees it (BO_SYNC).</summary>
/// <remarks>
/// Only buffers with cached mappings (New-GpuBuffer -WriteBack) on a device that is not coherent need it.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 4KB -WriteBack; Invoke-VmBind $vm $b 0x400000
/// Write-GpuBuffer $b -Value 42; Sync-GpuBuffer $b; Read-GpuMemory $vm 0x400000 -Count 1</code>
/// The GPU sees what the CPU wrote: without Sync-GpuBuffer it would read 0.
/// </example>
/// <seealso cref="WriteGpuBufferCommand"/>
[Cmdlet(VerbsData.Sync, "GpuBuffer")]
[OutputType(typeof(GpuBuffer))]
[OutputType(typeof(GpuTask))]
public sealed class SyncGpuBufferCommand : ClientCallCmdlet
{
    /// <summary>The buffer, or its handle or label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNull]
    public GpuBuffer Buffer { get; set; } = null!;

    /// <summary>Where to begin, in bytes.</summary>
    [Parameter]
    [Quantity]
    public ulong Offset { get; set; }

    /// <summary>How many bytes. By default up to the end of the buffer.</summary>
    [Parameter]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>Forget what the caches hold, too, so that the CPU sees what the GPU wrote.</summary>
    [Parameter]
    public SwitchParameter Invalidate { get; set; }

    /// <summary>Returns the buffer.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? DefaultTarget => Buffer;

    private protected override void Process()
    {
        GpuBuffer buffer = Resolve(Buffer);
        ulong rest = Offset < buffer.Size ? buffer.Size - Offset : 0;
        var operation = new DrmPanthorBoSyncOp(
            buffer.Handle,
            Invalidate
                ? PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH_AND_INVALIDATE
                : PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH,
            Offset,
            IsBound(nameof(Size)) ? Size : rest);
        GpuClient client = buffer.Client;
        Call(
            client,
            () => client.File.CallAsync(() => client.File.BoSyncAsync(new[] { operation })),
            result => Checked(result, "BO_SYNC", buffer),
            PassThru);
    }
}
