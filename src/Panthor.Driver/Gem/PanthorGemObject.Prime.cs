using System;
using Panthor.Driver.Device;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <content>Sharing with other clients and other devices.</content>
public sealed partial class PanthorGemObject
{
    private readonly bool _isForeignMemory;

    private PanthorGemObject(PanthorDevice device, ulong size, ScatterSegment[] segments, DmaBufAttachment? attachment)
        : this(device, size, 0, null, null)
    {
        _deviceMap = segments;
        _isForeignMemory = true;
        ImportedBuffer = attachment;
        if (attachment is not null)
        {
            ShareResv(attachment.Buffer.Resv);
        }
    }

    /// <summary>
    /// Makes a buffer over memory that another device owns (<c>panthor_gem_prime_import_sg_table()</c>).
    /// </summary>
    public static PanthorGemObject ImportScatterTable(PanthorDevice device, params ReadOnlySpan<ScatterSegment> segments)
    {
        ulong size = 0;
        foreach (ScatterSegment segment in segments)
        {
            size = checked(size + segment.Length);
        }

        return new PanthorGemObject(device, size, segments.ToArray(), null);
    }

    /// <summary>
    /// The buffer behind a shared one (<c>panthor_gem_prime_import()</c>): the very same object if this device exported
    /// it; else a new one over the exporter's memory.
    /// </summary>
    /// <returns>The buffer with a reference for the caller; the exporter's error.</returns>
    public static KTask<KernelResult<PanthorGemObject>> ImportAsync(PanthorDevice device, DmaBuf shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        if (shared is GemDmaBuf { Buffer: var own } && own.Device == device)
        {
            own.Get();
            return KTask.FromResult<KernelResult<PanthorGemObject>>(own);
        }

        return ImportForeignAsync(device, shared);
    }

    // drm_gem_prime_import_dev()
    private static async KTask<KernelResult<PanthorGemObject>> ImportForeignAsync(PanthorDevice device, DmaBuf shared)
    {
        KernelResult<DmaBufAttachment> attached = await shared.AttachAsync(device.Dma);
        if (!attached.IsOk)
        {
            return attached.WithoutValue();
        }

        DmaBufAttachment attachment = attached.Value;
        KernelResult result = await attachment.MapAsync();
        if (result.IsOk && SyncFaultPoints.FailsToAllocate(device.Simulation, "panthor_gem_object", out result))
        {
            await attachment.UnmapAsync();
        }

        if (!result.IsOk)
        {
            await attachment.DetachAsync();
            return result;
        }

        var buffer = new PanthorGemObject(device, shared.Size, attachment.Segments.ToArray(), attachment);
        if (buffer.MmapOffset != 0)
        {
            return buffer;
        }

        buffer.Put();
        return KernelResult.Fail(Errno.ENOSPC, $"the device file has no room for a buffer of 0x{shared.Size:x} bytes");
    }

    /// <summary>Exports the buffer (<c>panthor_gem_prime_export()</c>); an imported one is passed on as it came.</summary>
    /// <param name="isWritable">Whether clients may map it to be written; only the first export is asked.</param>
    /// <returns>The shared buffer with a reference for the caller; EINVAL for a buffer of one VM alone, ENOMEM.</returns>
    public KernelResult<DmaBuf> Export(bool isWritable = true)
    {
        if (ImportedBuffer is { Buffer: var foreign })
        {
            foreign.Get();
            return foreign;
        }

        if (DmaBuf is { } exported)
        {
            exported.Get();
            return exported;
        }

        if (_exclusiveVmRootGem is not null)
        {
            return KernelResult.Fail(Errno.EINVAL, "the buffer belongs to one VM alone and cannot be shared");
        }

        if (SyncFaultPoints.FailsToAllocate(Device.Simulation, "dma_buf", out KernelResult noMemory))
        {
            return noMemory;
        }

        DmaBuf = new GemDmaBuf(this) { IsWritable = isWritable };
        DmaBuf.Get();
        return DmaBuf;
    }

    /// <summary>
    /// Counts a new handle, which takes over the caller's reference: all handles share that of the first
    /// (<c>drm_gem_object_handle_get()</c>).
    /// </summary>
    internal void AddHandle()
    {
        if (HandleCount++ != 0)
        {
            Put();
        }
    }

    /// <summary>
    /// Forgets a handle; with the last one go the name for all clients, the one as a shared buffer, and the reference
    /// (<c>drm_gem_object_handle_put_unlocked()</c>).
    /// </summary>
    internal void RemoveHandle()
    {
        if (--HandleCount != 0)
        {
            return;
        }

        if (GlobalName != 0)
        {
            Device.Drm.Names.Remove(GlobalName);
            GlobalName = 0;
        }

        if (DmaBuf is { } exported)
        {
            DmaBuf = null;
            exported.Put();
        }

        Put();
    }
}
