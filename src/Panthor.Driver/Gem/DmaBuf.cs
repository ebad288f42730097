using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>A buffer that devices and clients share (<c>struct dma_buf</c>): what an exported file descriptor stands for.</summary>
public abstract class DmaBuf : IOpenFile
{
    private readonly RefCount _references;

    /// <summary>Makes a shared buffer with one reference (<c>dma_buf_export()</c>).</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="exporter">Name of the exporter.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="resv">Lock and fences of the memory.</param>
    protected DmaBuf(Simulation simulation, string exporter, ulong size, DmaResv resv)
    {
        Exporter = exporter;
        Size = size;
        Resv = resv;
        _references = new RefCount(simulation, "dma_buf", Release);
    }

    /// <inheritdoc/>
    public string Name => "dmabuf";

    /// <summary>Name of the exporter (<c>exp_name</c>).</summary>
    public string Exporter { get; }

    /// <summary>Size in bytes.</summary>
    public ulong Size { get; }

    /// <summary>Lock and fences of the memory.</summary>
    public DmaResv Resv { get; }

    /// <summary>References held at present: file descriptors, importers, the exporter's own.</summary>
    public int ReferenceCount => _references.Count;

    /// <summary>Takes a reference (<c>get_dma_buf()</c>).</summary>
    public void Get() => _references.Get();

    /// <summary>Drops a reference (<c>dma_buf_put()</c>); the last one gives the memory back to the exporter.</summary>
    public void Put() => _references.Put();

    /// <summary>The memory as a device sees it (<c>dma_buf_map_attachment()</c>).</summary>
    /// <returns>The exporter's error if it has no memory or refuses.</returns>
    public abstract KernelResult<ScatterSegment[]> Map();

    /// <summary>The device does not use the memory any more (<c>dma_buf_unmap_attachment()</c>).</summary>
    public abstract void Unmap();

    /// <summary>The memory as the kernel sees it (<c>dma_buf_vmap()</c>).</summary>
    public abstract KernelResult<KernelMapping> Vmap();

    /// <summary>The memory as a client sees it (<c>dma_buf_mmap()</c>).</summary>
    public virtual KernelResult<KernelMapping> Mmap() => Vmap();

    /// <summary>The last reference has gone.</summary>
    protected abstract void Release();
}
