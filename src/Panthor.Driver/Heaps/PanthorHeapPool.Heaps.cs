using System;
using System.Linq;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Heaps;

/// <content>Heaps and their chunks: creation and destruction.</content>
public sealed partial class PanthorHeapPool
{
    private const uint Sz128K = 128u << 10;
    private const uint Sz8M = 8u << 20;

    /// <summary>Makes a heap.</summary>
    /// <param name="initialChunks">Chunks to allocate now, at least 1.</param>
    /// <param name="chunkSize">Bytes of a chunk: 128 KiB to 8 MiB, a multiple of the page size.</param>
    /// <param name="maxChunks">Chunks that it may have.</param>
    /// <param name="targetInFlight">See <see cref="PanthorHeap.TargetInFlight"/>.</param>
    /// <param name="firstChunkIsThere">
    /// Told the GPU address of the first chunk, before it is certain that there will be a heap; or null.
    /// </param>
    /// <returns>
    /// Number of the heap, GPU address of its context and of the first chunk; EINVAL for bad arguments or after the pool
    /// was destroyed; EBUSY with 128 heaps; ENOMEM; ENOSPC when the VM has no room.
    /// </returns>
    /// <remarks>C: panthor_heap_create.</remarks>
    public async KTask<KernelResult<(uint Id, ulong Context, ulong FirstChunk)>> CreateHeapAsync(
        uint initialChunks,
        uint chunkSize,
        uint maxChunks,
        uint targetInFlight,
        Action<ulong>? firstChunkIsThere = null)
    {
        KernelResult result = CheckHeap(initialChunks, chunkSize, maxChunks);
        if (!result.IsOk)
        {
            return result;
        }

        await _lock.DownReadAsync();
        PanthorVm? vm = _vm;
        vm?.Get();
        _lock.UpRead();
        if (vm is null)
        {
            return PoolGone();
        }

        uint id = 0;
        ulong context = 0, firstChunk = 0;
        if (!SyncFaultPoints.FailsToAllocate(_device.Simulation, "panthor_heap", out result))
        {
            var heap = new PanthorHeap(_device.Simulation, chunkSize, maxChunks, targetInFlight);
            result = await AllocChunksAsync(vm, heap, initialChunks);
            if (result.IsOk)
            {
                firstChunk = heap.ChunkList.First!.Value.GpuVa;
                firstChunkIsThere?.Invoke(firstChunk);
                await _lock.DownWriteAsync();
                result = PublishLocked(heap, out id);
                context = ContextAddress(id);
                _lock.UpWrite();
            }

            if (!result.IsOk)
            {
                await FreeChunksAsync(heap);
            }
        }

        await vm.PutAsync();
        return result.IsOk ? (id, context, firstChunk) : result;
    }

    /// <summary>Destroys a heap with its memory.</summary>
    /// <param name="id">Its number in the pool.</param>
    /// <returns>EINVAL if there is no such heap.</returns>
    /// <remarks>C: panthor_heap_destroy.</remarks>
    public async KTask<KernelResult> DestroyHeapAsync(uint id)
    {
        await _lock.DownWriteAsync();
        bool known = Find(id) is not null;
        if (known)
        {
            await DestroyHeapLockedAsync(id);
        }

        _lock.UpWrite();
        return known ? KernelResult.Ok : KernelResult.Fail(Errno.EINVAL, $"the VM has no tiler heap {id}");
    }

    private static KernelResult PoolGone() =>
        KernelResult.Fail(Errno.EINVAL, "the heap pool was destroyed along with its VM");

    private KernelResult CheckHeap(uint initialChunks, uint chunkSize, uint maxChunks)
    {
        if (initialChunks == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "initial_chunk_count is 0; a heap needs a chunk to begin with");
        }

        if (initialChunks > maxChunks && _device.Drm.Patches.ComparesChunkCounts)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"initial_chunk_count {initialChunks} exceeds max_chunks {maxChunks}");
        }

        if (chunkSize % PanthorVm.PageSize != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"chunk_size 0x{chunkSize:x} is no multiple of the page size 0x1000");
        }

        return chunkSize is < Sz128K or > Sz8M
            ? KernelResult.Fail(
                Errno.EINVAL, $"chunk_size 0x{chunkSize:x} is not between 128 KiB (0x20000) and 8 MiB (0x800000)")
            : KernelResult.Ok;
    }

    /// <summary>Gives the heap a number and clears its context, so that the GPU finds an empty heap.</summary>
    private KernelResult PublishLocked(PanthorHeap heap, out uint id)
    {
        id = _firstId;
        if (_vm is null)
        {
            return PoolGone();
        }

        while (id < _heaps.Length && _heaps[id] is not null)
        {
            id++;
        }

        if (id == _heaps.Length)
        {
            return KernelResult.Fail(Errno.EBUSY, $"the VM has {MaxHeapsPerPool} tiler heaps already");
        }

        _heaps[id] = heap;
        _contexts!.Map!.Write((ulong)id * ContextStride, new byte[ContextStride]);
        return KernelResult.Ok;
    }

    /// <summary>C: panthor_alloc_heap_chunks.</summary>
    private async KTask<KernelResult> AllocChunksAsync(PanthorVm vm, PanthorHeap heap, uint count)
    {
        KernelResult result = KernelResult.Ok;
        for (uint i = 0; i < count && result.IsOk; i++)
        {
            result = await AllocChunkAsync(vm, heap, isInitial: true);
        }

        return result;
    }

    /// <summary>Adds a chunk. The initial ones are linked by the driver, later ones by the firmware.</summary>
    /// <remarks>C: panthor_alloc_heap_chunk.</remarks>
    private async KTask<KernelResult> AllocChunkAsync(PanthorVm vm, PanthorHeap heap, bool isInitial)
    {
        if (SyncFaultPoints.FailsToAllocate(_device.Simulation, "panthor_heap_chunk", out KernelResult noMemory))
        {
            return noMemory;
        }

        KernelResult<PanthorKernelBo> bo = await PanthorKernelBo.CreateAsync(
            vm,
            heap.ChunkSize,
            PanthorDrm.DRM_PANTHOR_BO_NO_MMAP,
            PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC,
            PanthorVm.KernelAutoVa,
            "Tiler heap chunk");
        if (!bo.IsOk)
        {
            return bo.WithoutValue();
        }

        KernelResult mapped = await bo.Value.VmapAsync();
        if (!mapped.IsOk)
        {
            await bo.Value.DestroyAsync();
            return mapped;
        }

        byte[] header = new byte[PanthorHeapChunk.HeaderSize];
        if (isInitial && heap.ChunkList.First is { } next)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(header, LinkTo(next.Value, heap));
        }

        bo.Value.Map!.Write(0, header);
        await bo.Value.VunmapAsync();

        await heap.Lock.LockAsync();
        heap.ChunkList.AddFirst(new PanthorHeapChunk(bo.Value));
        heap.ChunkCount++;
        heap.Lock.Unlock();
        Size += heap.ChunkSize;
        return KernelResult.Ok;
    }

    /// <summary>A chunk as the GPU links it: its address, and its size in pages in the low 12 bits.</summary>
    private static ulong LinkTo(PanthorHeapChunk chunk, PanthorHeap heap) =>
        chunk.GpuVa & ~0xfffUL | heap.ChunkSize >> 12;

    /// <summary>C: panthor_free_heap_chunks and panthor_free_heap_chunk.</summary>
    private async KTask FreeChunksAsync(PanthorHeap heap)
    {
        foreach (PanthorHeapChunk chunk in heap.ChunkList.ToArray())
        {
            await heap.Lock.LockAsync();
            heap.ChunkList.Remove(chunk);
            heap.ChunkCount--;
            heap.Lock.Unlock();
            Size -= heap.ChunkSize;
            await chunk.Bo.DestroyAsync();
        }
    }

    /// <summary>C: panthor_heap_destroy_locked.</summary>
    private KTask DestroyHeapLockedAsync(uint id)
    {
        PanthorHeap heap = _heaps[id]!;
        _heaps[id] = null;
        return FreeChunksAsync(heap);
    }
}
