using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>A buffer that devices and clients share (<c>struct dma_buf</c>): what an exported file descriptor stands for.</summary>
public abstract class DmaBuf : IOpenFile
{
    /// <summary>The CPU reads (<c>DMA_BUF_SYNC_READ</c>).</summary>
    public const ulong DMA_BUF_SYNC_READ = 1;

    /// <summary>The CPU writes (<c>DMA_BUF_SYNC_WRITE</c>).</summary>
    public const ulong DMA_BUF_SYNC_WRITE = 2;

    /// <summary>The CPU reads and writes (<c>DMA_BUF_SYNC_RW</c>).</summary>
    public const ulong DMA_BUF_SYNC_RW = DMA_BUF_SYNC_READ | DMA_BUF_SYNC_WRITE;

    /// <summary>The access is over; without it, it begins (<c>DMA_BUF_SYNC_END</c>).</summary>
    public const ulong DMA_BUF_SYNC_END = 4;

    private readonly List<DmaBufAttachment> _attachments = [];
    private readonly RefCount _references;
    private readonly TrackedObject _tracked;

    /// <summary>Makes a shared buffer with one reference (<c>dma_buf_export()</c>).</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="exporter">Name of the exporter.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="resv">Lock and fences of the memory.</param>
    protected DmaBuf(Simulation simulation, string exporter, ulong size, DmaResv resv)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Simulation = simulation;
        Exporter = exporter;
        Size = size;
        Resv = resv;
        _references = new RefCount(simulation, "dma_buf", OnLastPut);
        _tracked = simulation.Objects.Track("dma_buf", this);
    }

    /// <inheritdoc/>
    public string Name => "dmabuf";

    /// <summary>
    /// Whether its file was opened to be written (<c>O_RDWR</c>): if not, clients can map it to read only. The first
    /// export decides.
    /// </summary>
    public bool IsWritable { get; init; } = true;

    /// <summary>Name of the exporter (<c>exp_name</c>).</summary>
    public string Exporter { get; }

    /// <summary>Size in bytes.</summary>
    public ulong Size { get; }

    /// <summary>Lock and fences of the memory.</summary>
    public DmaResv Resv { get; }

    /// <summary>The devices that use it, in the order in which they came (<c>attachments</c>).</summary>
    public IReadOnlyList<DmaBufAttachment> Attachments => _attachments;

    /// <summary>References held at present: file descriptors, importers, the exporter's own.</summary>
    public int ReferenceCount => _references.Count;

    internal Simulation Simulation { get; }

    /// <summary>Takes a reference (<c>get_dma_buf()</c>).</summary>
    public void Get() => _references.Get();

    /// <summary>Drops a reference (<c>dma_buf_put()</c>); the last one gives the memory back to the exporter.</summary>
    public void Put() => _references.Put();

    /// <summary>A device is about to use the buffer (<c>dma_buf_attach()</c>).</summary>
    /// <param name="device">The device.</param>
    /// <returns>The exporter's error if it refuses or has no memory.</returns>
    public async KTask<KernelResult<DmaBufAttachment>> AttachAsync(DmaDevice device)
    {
        if (SyncFaultPoints.FailsToAllocate(Simulation, "dma_buf_attachment", out KernelResult result))
        {
            return result;
        }

        result = await OnAttachAsync();
        if (!result.IsOk)
        {
            return result;
        }

        var attachment = new DmaBufAttachment(this, device);
        await Resv.LockAsync();
        _attachments.Add(attachment);
        Resv.Unlock();
        return attachment;
    }

    /// <summary>The CPU is about to access the buffer (<c>dma_buf_begin_cpu_access()</c>).</summary>
    /// <param name="direction">What it is about to do: read is <see cref="DmaDirection.FromDevice"/>.</param>
    /// <returns><see cref="Errno.ERESTARTSYS"/> if a signal comes while devices work on the buffer.</returns>
    public async KTask<Errno> BeginCpuAccessAsync(DmaDirection direction)
    {
        await Resv.LockAsync();
        SyncExporterForCpu(direction);
        foreach (DmaBufAttachment attachment in _attachments)
        {
            attachment.Device.SyncForCpu(attachment.Segments, direction);
        }

        Resv.Unlock();
        bool write = direction != DmaDirection.FromDevice;
        return await Resv.WaitAsync(DmaResv.UsageFor(write), interruptible: true, Duration.Infinite);
    }

    /// <summary>The CPU has done its accesses (<c>dma_buf_end_cpu_access()</c>).</summary>
    public async KTask EndCpuAccessAsync()
    {
        await Resv.LockAsync();
        foreach (DmaBufAttachment attachment in _attachments)
        {
            attachment.Device.SyncForDevice(attachment.Segments);
        }

        SyncExporterForDevice();
        Resv.Unlock();
    }

    /// <summary>A client brackets its accesses (<c>DMA_BUF_IOCTL_SYNC</c>).</summary>
    /// <param name="flags"><c>DMA_BUF_SYNC_*</c>: at least one of READ and WRITE; END for the end.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for other flags, <see cref="Errno.ERESTARTSYS"/> if a signal comes while devices work
    /// on the buffer.
    /// </returns>
    public async KTask<KernelResult> SyncAsync(ulong flags)
    {
        if ((flags & ~(DMA_BUF_SYNC_RW | DMA_BUF_SYNC_END)) != 0 || (flags & DMA_BUF_SYNC_RW) == 0)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"flags 0x{flags:x} must be DMA_BUF_SYNC_READ, WRITE or both, and END at most");
        }

        if ((flags & DMA_BUF_SYNC_END) != 0)
        {
            await EndCpuAccessAsync();
            return KernelResult.Ok;
        }

        Errno error = await BeginCpuAccessAsync((flags & DMA_BUF_SYNC_RW) switch
        {
            DMA_BUF_SYNC_READ => DmaDirection.FromDevice,
            DMA_BUF_SYNC_WRITE => DmaDirection.ToDevice,
            _ => DmaDirection.Bidirectional,
        });
        return error == Errno.None
            ? KernelResult.Ok
            : KernelResult.Fail(error, "interrupted while devices work on the buffer");
    }

    /// <summary>The memory as the kernel sees it (<c>dma_buf_vmap()</c>); given back with <see cref="VunmapAsync"/>.</summary>
    /// <returns>The exporter's error if it has no memory.</returns>
    public abstract KTask<KernelResult<KernelMapping>> VmapAsync();

    /// <summary>Gives the kernel's view back (<c>dma_buf_vunmap()</c>).</summary>
    public abstract KTask VunmapAsync();

    /// <summary>The memory as a client sees it (<c>dma_buf_mmap()</c>).</summary>
    /// <returns><see cref="Errno.EINVAL"/> if the exporter does not allow it.</returns>
    public virtual KernelResult<KernelMapping> Mmap() =>
        KernelResult.Fail(Errno.EINVAL, $"{Exporter} does not let clients map its buffers");

    /// <summary>A device comes: the memory must stay where it is (<c>dma_buf_ops.attach</c>).</summary>
    protected virtual KTask<KernelResult> OnAttachAsync() => KTask.FromResult(KernelResult.Ok);

    /// <summary>A device has gone (<c>dma_buf_ops.detach</c>).</summary>
    protected internal virtual KTask OnDetachAsync() => KTask.Completed;

    /// <summary>Makes the memory a device's (<c>dma_buf_ops.map_dma_buf</c>).</summary>
    protected internal abstract KernelResult<ScatterSegment[]> MapLocked(DmaDevice device);

    /// <summary>Takes the memory back from a device (<c>dma_buf_ops.unmap_dma_buf</c>).</summary>
    protected internal abstract void UnmapLocked(DmaDevice device, ReadOnlySpan<ScatterSegment> segments);

    /// <summary>What the exporter has to do for its own device before the CPU's access.</summary>
    protected virtual void SyncExporterForCpu(DmaDirection direction)
    {
    }

    /// <summary>What the exporter has to do for its own device after the CPU's access.</summary>
    protected virtual void SyncExporterForDevice()
    {
    }

    /// <summary>The last reference has gone (<c>dma_buf_ops.release</c>).</summary>
    protected abstract void Release();

    /// <summary>Waits for the exporter's own work on the memory, such as moving it.</summary>
    internal KTask<Errno> WaitForExporterLockedAsync() =>
        Resv.WaitAsync(DmaResvUsage.Kernel, interruptible: true, Duration.Infinite);

    internal void Remove(DmaBufAttachment attachment) => _attachments.Remove(attachment);

    private void OnLastPut()
    {
        _tracked.Free();
        Release();
    }
}
