using System;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <content>Maintenance of the CPU's caches.</content>
public sealed partial class PanthorGemObject
{
    /// <summary>
    /// Writes what the CPU's cache holds of a range back, and forgets it if asked to (<c>panthor_gem_sync()</c>). There is
    /// nothing to do for write-combined buffers.
    /// </summary>
    /// <param name="type"><c>DRM_PANTHOR_BO_SYNC_CPU_CACHE_*</c>.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="size">Bytes.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/>: a range outside the buffer, an imported buffer, an unknown type;
    /// <see cref="Errno.ERESTARTSYS"/>; <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public async KTask<KernelResult> SyncAsync(uint type, ulong offset, ulong size)
    {
        KernelResult check = CheckSync(type, offset, size);
        if (!check.IsOk || IsWriteCombined || size == 0)
        {
            return check;
        }

        Errno error = await Resv.LockInterruptibleAsync();
        if (error != Errno.None)
        {
            return KernelResult.Fail(error, "interrupted while the buffer was locked by another");
        }

        // Without pages there is nothing in any cache.
        if (!_pages.IsNull)
        {
            error = await GetDeviceMapLockedAsync();
            if (error == Errno.None && !Device.Coherent)
            {
                MaintainCaches(type, offset, size);
            }
        }

        Resv.Unlock();
        return error == Errno.None ? KernelResult.Ok : KernelResult.Fail(error, "no memory for the scatter table");
    }

    private KernelResult CheckSync(uint type, ulong offset, ulong size)
    {
        if (unchecked(offset + size) < offset || offset + size > Size)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"offset 0x{offset:x} + size 0x{size:x} exceeds the buffer's size 0x{Size:x}");
        }

        if (IsImported)
        {
            return KernelResult.Fail(Errno.EINVAL, "the buffer is imported: its exporter looks after the caches");
        }

        return type is PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH
            or PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH_AND_INVALIDATE
            ? KernelResult.Ok
            : KernelResult.Fail(Errno.EINVAL, $"sync type {type} is unknown");
    }

    private void MaintainCaches(uint type, ulong offset, ulong size)
    {
        PhysicalMemory memory = Device.Platform.Memory;
        foreach (ScatterSegment segment in DeviceMap)
        {
            if (size == 0)
            {
                break;
            }

            if (segment.Length <= offset)
            {
                offset -= segment.Length;
                continue;
            }

            ulong length = Math.Min(segment.Length - offset, size);
            memory.CleanCpuCache(segment.Address + offset, length);
            if (type == PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH_AND_INVALIDATE)
            {
                memory.InvalidateCpuCache(segment.Address + offset, length);
            }

            size -= length;
            offset = 0;
        }
    }
}
