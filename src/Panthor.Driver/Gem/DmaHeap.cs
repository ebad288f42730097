using System;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Sync;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>
/// The system heap (<c>/dev/dma_heap/system</c>): an exporter that is not panthor, for buffers that cameras, displays or
/// codecs share with the GPU. Its pages stay where they are, the CPU sees them through its cache.
/// </summary>
public sealed class DmaHeap
{
    private readonly PanthorDevice _device;

    /// <summary>Makes the heap of a machine.</summary>
    /// <param name="device">A device of the machine, for its memory.</param>
    public DmaHeap(PanthorDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _device = device;
    }

    /// <summary>Allocates a zeroed buffer (<c>DMA_HEAP_IOCTL_ALLOC</c>).</summary>
    /// <param name="size">Bytes; rounded up to whole pages.</param>
    /// <returns><see cref="Errno.EINVAL"/> for none, <see cref="Errno.ENOMEM"/>.</returns>
    public async KTask<KernelResult<DmaBuf>> AllocateAsync(ulong size)
    {
        PhysicalMemory memory = _device.Mm.Memory;
        if (size == 0 || size > memory.Size)
        {
            return size == 0
                ? KernelResult.Fail(Errno.EINVAL, "the size of a buffer must not be 0")
                : KernelResult.Fail(Errno.ENOMEM, $"0x{size:x} bytes are more than there is memory");
        }

        if (SyncFaultPoints.FailsToAllocate(_device.Simulation, "system_heap_buffer", out KernelResult noMemory))
        {
            return noMemory;
        }

        var pages = new ulong[(size + GemPages.PageSize - 1) / GemPages.PageSize];
        await _device.Mm.MakeRoomAsync(pages.Length);
        for (int i = 0; i < pages.Length; i++)
        {
            if (!memory.TryAllocate(0, PageUse.Kernel, zero: true, out pages[i]))
            {
                FreeAll(memory, pages.AsSpan(0, i));
                return KernelResult.Fail(Errno.ENOMEM, $"no memory for the 0x{size:x} bytes of the buffer");
            }
        }

        return new HeapBuffer(_device, pages);
    }

    private static void FreeAll(PhysicalMemory memory, ReadOnlySpan<ulong> pages)
    {
        foreach (ulong page in pages)
        {
            memory.Free(page, PhysicalMemory.PageOrder);
        }
    }

    private sealed class HeapBuffer(PanthorDevice device, ulong[] pages)
        : DmaBuf(device.Simulation, "system", (ulong)pages.Length * GemPages.PageSize, new DmaResv(device.Fences))
    {
        private int _vmaps;

        protected internal override KernelResult<ScatterSegment[]> MapLocked(DmaDevice user)
        {
            List<ScatterSegment> segments = [];
            foreach (ulong page in pages)
            {
                if (segments.Count != 0 && segments[^1].Address + segments[^1].Length == page)
                {
                    segments[^1] = new ScatterSegment(segments[^1].Address, segments[^1].Length + GemPages.PageSize);
                }
                else
                {
                    segments.Add(new ScatterSegment(page, GemPages.PageSize));
                }
            }

            ScatterSegment[] table = segments.ToArray();
            user.Map(table);
            return table;
        }

        protected internal override void UnmapLocked(DmaDevice user, ReadOnlySpan<ScatterSegment> segments) =>
            user.Unmap(segments);

        // Cached, as all of the heap's mappings are: whoever does not bracket his accesses sees what that means.
        public override KernelResult<KernelMapping> Mmap() => Map();

        public override KTask<KernelResult<KernelMapping>> VmapAsync()
        {
            _vmaps++;
            return KTask.FromResult<KernelResult<KernelMapping>>(Map());
        }

        public override KTask VunmapAsync()
        {
            device.WarnOn(--_vmaps < 0, "system_heap_vunmap: the buffer is not mapped");
            return KTask.Completed;
        }

        private KernelMapping Map() => new(
            device.Simulation, device.Mm.Memory, Size, page => pages[page], isCached: !device.Coherent);

        protected override void Release()
        {
            device.WarnOn(_vmaps != 0, "system_heap_dma_buf_release: the kernel has the buffer still mapped");
            FreeAll(device.Mm.Memory, pages);
            Resv.Fini();
        }
    }
}
