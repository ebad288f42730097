using System;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>The use of a shared buffer by a device (<c>struct dma_buf_attachment</c>). It holds a reference to the buffer.</summary>
public sealed class DmaBufAttachment
{
    private readonly TrackedObject _tracked;
    private ScatterSegment[]? _segments;

    internal DmaBufAttachment(DmaBuf buffer, DmaDevice device)
    {
        Buffer = buffer;
        Device = device;
        buffer.Get();
        _tracked = buffer.Simulation.Objects.Track("dma_buf_attachment", this);
    }

    /// <summary>The shared buffer (<c>dmabuf</c>).</summary>
    public DmaBuf Buffer { get; }

    /// <summary>The device (<c>dev</c>).</summary>
    public DmaDevice Device { get; }

    /// <summary>Whether the device may use the memory now: between map and unmap.</summary>
    public bool IsMapped => _segments is not null;

    /// <summary>False once it was given back.</summary>
    public bool IsAttached { get; private set; } = true;

    /// <summary>The memory as the device sees it; empty unless it is mapped (<c>sgt</c>).</summary>
    public ReadOnlySpan<ScatterSegment> Segments => _segments;

    /// <summary>Makes the memory the device's (<c>dma_buf_map_attachment_unlocked()</c>).</summary>
    /// <returns>
    /// The exporter's error; <see cref="Errno.ERESTARTSYS"/> if a signal ends the wait for the exporter's own work.
    /// </returns>
    public async KTask<KernelResult> MapAsync()
    {
        _tracked.AssertAlive("dma_buf_map_attachment");
        await Buffer.Resv.LockAsync();
        KernelResult<ScatterSegment[]> mapped = Buffer.MapLocked(Device);
        _segments = mapped.IsOk ? mapped.Value : null;
        KernelResult result = mapped.WithoutValue();
        if (result.IsOk)
        {
            Errno error = await Buffer.WaitForExporterLockedAsync();
            if (error != Errno.None)
            {
                Unmap();
                result = KernelResult.Fail(error, "interrupted while the exporter's own work on the buffer goes on");
            }
        }

        Buffer.Resv.Unlock();
        return result;
    }

    /// <summary>The device does not use the memory any more (<c>dma_buf_unmap_attachment_unlocked()</c>).</summary>
    public async KTask UnmapAsync()
    {
        _tracked.AssertAlive("dma_buf_unmap_attachment");
        await Buffer.Resv.LockAsync();
        Unmap();
        Buffer.Resv.Unlock();
    }

    /// <summary>Ends the use, and gives the reference back (<c>dma_buf_detach()</c>, <c>dma_buf_put()</c>).</summary>
    public async KTask DetachAsync()
    {
        _tracked.AssertAlive("dma_buf_detach");
        Buffer.Simulation.Warn(IsMapped, $"dma_buf_detach: {Device} has the buffer still mapped");
        await Buffer.Resv.LockAsync();
        Buffer.Remove(this);
        Buffer.Resv.Unlock();
        IsAttached = false;
        await Buffer.OnDetachAsync();
        _tracked.Free();
        Buffer.Put();
    }

    /// <summary>Ends all use at once, as the last reference of an imported buffer goes (<c>drm_prime_gem_destroy()</c>).</summary>
    /// <remarks>
    /// C takes the reservation for it. Nobody sleeps while going through the attachments, so that here it can do without.
    /// </remarks>
    internal void Release()
    {
        Buffer.Simulation.Warn(Buffer is GemDmaBuf, "drm_prime_gem_destroy: panthor imports its own buffers as they are");
        Unmap();
        Buffer.Remove(this);
        IsAttached = false;
        _tracked.Free();
        Buffer.Put();
    }

    /// <summary>The device reads.</summary>
    /// <returns><see cref="Errno.EFAULT"/>: the memory is not mapped for it, or the bytes are not in the buffer.</returns>
    public KernelResult Read(ulong offset, Span<byte> destination)
    {
        KernelResult check = CheckAccess(offset, destination.Length);
        if (check.IsOk)
        {
            Device.Read(_segments, offset, destination);
        }

        return check;
    }

    /// <summary>The device writes.</summary>
    /// <returns>As <see cref="Read"/>.</returns>
    public KernelResult Write(ulong offset, ReadOnlySpan<byte> source)
    {
        KernelResult check = CheckAccess(offset, source.Length);
        if (check.IsOk)
        {
            Device.Write(_segments, offset, source);
        }

        return check;
    }

    private void Unmap()
    {
        if (!Buffer.Simulation.Warn(_segments is null, $"dma_buf_unmap_attachment: {Device} has the buffer not mapped"))
        {
            Buffer.UnmapLocked(Device, _segments!);
            _segments = null;
        }
    }

    private KernelResult CheckAccess(ulong offset, int count)
    {
        if (_segments is null)
        {
            return KernelResult.Fail(Errno.EFAULT, $"the buffer is not mapped for {Device}");
        }

        return offset <= Buffer.Size && (ulong)count <= Buffer.Size - offset
            ? KernelResult.Ok
            : KernelResult.Fail(
                Errno.EFAULT, $"offset 0x{offset:x} + {count} bytes is outside the buffer of 0x{Buffer.Size:x} bytes");
    }
}
