namespace Panthor.Driver.Gem;

/// <summary>The use of a shared buffer by a device (<c>struct dma_buf_attachment</c>).</summary>
public sealed class DmaBufAttachment
{
    internal DmaBufAttachment(DmaBuf buffer)
    {
        Buffer = buffer;
        buffer.Get();
    }

    /// <summary>The shared buffer (<c>dmabuf</c>).</summary>
    public DmaBuf Buffer { get; }

    /// <summary>Ends the use (<c>dma_buf_unmap_attachment()</c>, <c>dma_buf_detach()</c>).</summary>
    internal void Detach()
    {
        Buffer.Unmap();
        Buffer.Put();
    }
}
