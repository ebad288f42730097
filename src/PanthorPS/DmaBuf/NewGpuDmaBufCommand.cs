using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Allocates a shared buffer from the system's heap, as cameras, displays and codecs do (DMA_HEAP_IOCTL_ALLOC).</summary>
/// <remarks>
/// The exporter is not panthor: a client that imports the buffer (Import-GpuBuffer) has an object over memory of another,
/// which is never evicted and not synced by Sync-GpuBuffer. The CPU sees it through its cache: on a board that is not
/// coherent accesses need brackets (Sync-GpuDmaBuf).
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuDmaBuf 64KB | Import-GpuBuffer</code>
/// Imports a buffer of another exporter.
/// </example>
/// <seealso cref="ImportGpuBufferCommand"/>
/// <seealso cref="SyncGpuDmaBufCommand"/>
/// <seealso cref="ConnectGpuDmaBufCommand"/>
[Cmdlet(VerbsCommon.New, "GpuDmaBuf")]
[OutputType(typeof(GpuDmaBuf))]
[OutputType(typeof(GpuTask))]
public sealed class NewGpuDmaBufCommand : PipedClientCallCmdlet
{
    /// <summary>Bytes; rounded up to whole pages of 4 KiB.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Quantity]
    public ulong Size { get; set; }

    private protected override object? DefaultTarget => Size;

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        ulong size = Size;
        Call(
            client,
            () => AllocateAsync(client, size),
            result =>
            {
                int descriptor = Check(result, "DMA_HEAP_IOCTL_ALLOC", size);
                var file = (DmaBuf)client.File.Files.Find(descriptor)!;
                return client.Device.Add(new GpuDmaBuf(client, descriptor, file));
            });
    }

    private static async KTask<KernelResult<int>> AllocateAsync(GpuClient client, ulong size)
    {
        KernelResult<DmaBuf> buffer = await new DmaHeap(client.Device.Machine.Device).AllocateAsync(size);
        if (!buffer.IsOk)
        {
            return buffer.WithoutValue();
        }

        KernelResult<int> descriptor = client.File.Files.Install(buffer.Value);
        if (!descriptor.IsOk)
        {
            buffer.Value.Put();
        }

        return descriptor;
    }
}
