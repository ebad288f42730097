using System;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Sync;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>
/// The system heap (<c>/dev/dma_heap/system</c>): an exporter that is not panthor, for buffers that cameras, displays or
/// codecs share with the GPU. Its pages stay where they are.
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
        public override KernelResult<ScatterSegment[]> Map()
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

            return segments.ToArray();
        }

        public override void Unmap()
        {
        }

        public override KernelResult<KernelMapping> Vmap() =>
            new KernelMapping(device.Simulation, device.Mm.Memory, Size, page => pages[page], isCached: false);

        protected override void Release()
        {
            FreeAll(device.Mm.Memory, pages);
            Resv.Fini();
        }
    }
}
