using System;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>A buffer of panthor that was exported (<c>panthor_gem_prime_export()</c>).</summary>
/// <remarks>
/// Clients map it as they map the buffer itself. For a device the caches are left alone, at map and at unmap: that is what
/// the brackets around the CPU's accesses are for.
/// </remarks>
public sealed class GemDmaBuf : DmaBuf
{
    internal GemDmaBuf(PanthorGemObject buffer)
        : base(buffer.Device.Simulation, "panthor", buffer.Size, buffer.Resv)
    {
        Buffer = buffer;
        buffer.Get();
    }

    /// <summary>The buffer (<c>priv</c>).</summary>
    public PanthorGemObject Buffer { get; }

    /// <inheritdoc />
    public override KTask<KernelResult<KernelMapping>> VmapAsync() => Buffer.VmapAsync();

    /// <inheritdoc />
    public override KTask VunmapAsync() => Buffer.VunmapAsync();

    /// <inheritdoc />
    /// <remarks>C: drm_gem_map_attach. The pages are pinned as long as a device is there.</remarks>
    protected override async KTask<KernelResult> OnAttachAsync()
    {
        Errno error = await Buffer.PinAsync();
        return error == Errno.None
            ? KernelResult.Ok
            : KernelResult.Fail(error, $"no memory for the 0x{Size:x} bytes of the buffer");
    }

    /// <inheritdoc />
    /// <remarks>C: drm_gem_map_detach.</remarks>
    protected internal override KTask OnDetachAsync() => Buffer.UnpinAsync();

    /// <inheritdoc />
    /// <remarks>C: panthor_gem_prime_map_dma_buf, panthor_gem_get_sg_table.</remarks>
    protected internal override KernelResult<ScatterSegment[]> MapLocked(DmaDevice device)
    {
        Buffer.Device.WarnOn(Buffer.PinCount == 0, "panthor_gem_get_sg_table: the buffer is not pinned");
        return Buffer.Backing.Dereference(
            Buffer.Device.Simulation, 0, "sg_alloc_append_table_from_pages", "drm_prime_pages_to_sg",
            "panthor_gem_get_sg_table", "drm_gem_map_dma_buf", "panthor_gem_prime_map_dma_buf").ToSegments();
    }

    /// <inheritdoc />
    protected internal override void UnmapLocked(DmaDevice device, ReadOnlySpan<ScatterSegment> segments)
    {
    }

    /// <inheritdoc />
    /// <remarks>C: panthor_gem_prime_begin_cpu_access.</remarks>
    protected override void SyncExporterForCpu(DmaDirection direction) =>
        Buffer.Device.Dma.SyncForCpu(Buffer.DeviceMap, direction);

    /// <inheritdoc />
    /// <remarks>C: panthor_gem_prime_end_cpu_access.</remarks>
    protected override void SyncExporterForDevice() => Buffer.Device.Dma.SyncForDevice(Buffer.DeviceMap);

    /// <inheritdoc />
    protected override void Release() => Buffer.Put();
}
