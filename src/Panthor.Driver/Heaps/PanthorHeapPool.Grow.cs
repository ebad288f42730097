using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Heaps;

/// <content>Heaps that grow because the tiler ran out of memory.</content>
public sealed partial class PanthorHeapPool
{
    /// <summary>Adds a chunk to a heap, if its limits permit.</summary>
    /// <param name="heapGpuVa">GPU address of the heap's context, as the firmware reports it.</param>
    /// <param name="renderpassesInFlight">Render passes that were started and are not through.</param>
    /// <param name="pendingFragCount">Those of them whose fragment job is still to come or to finish.</param>
    /// <returns>
    /// The chunk as the firmware wants it, address and size in pages; ENOMEM for every shortage: the limits, too many
    /// render passes, no memory; EINVAL if there is no such heap. See <see cref="IsLeftToFirmware"/>.
    /// </returns>
    /// <remarks>
    /// C: panthor_heap_grow. Allocates the way that may wait for reclaim, as 7.2 does. Like 7.2 it does not ask whether the
    /// pool was destroyed before it reads where the contexts are.
    /// </remarks>
    public async KTask<KernelResult<ulong>> GrowAsync(ulong heapGpuVa, uint renderpassesInFlight, uint pendingFragCount)
    {
        KernelResult<uint> id = FindId(heapGpuVa, "panthor_heap_grow");
        if (!id.IsOk)
        {
            return id.WithoutValue();
        }

        await _lock.DownReadAsync();
        KernelResult<ulong> result = Find(id.Value) is { } heap
            ? await GrowLockedAsync(heap, renderpassesInFlight, pendingFragCount)
            : NoHeapAt(heapGpuVa);
        _lock.UpRead();
        return result;
    }

    /// <summary>Takes a chunk back that could not be handed to the firmware: its group left its slot meanwhile.</summary>
    /// <param name="heapGpuVa">GPU address of the heap's context.</param>
    /// <param name="chunkGpuVa">What <see cref="GrowAsync"/> returned.</param>
    /// <returns>EINVAL if there is no such heap, or no such chunk in it.</returns>
    /// <remarks>C: panthor_heap_return_chunk.</remarks>
    public async KTask<KernelResult> ReturnChunkAsync(ulong heapGpuVa, ulong chunkGpuVa)
    {
        KernelResult<uint> id = FindId(heapGpuVa, "panthor_heap_return_chunk");
        if (!id.IsOk)
        {
            return id.WithoutValue();
        }

        await _lock.DownReadAsync();
        KernelResult result = Find(id.Value) is { } heap
            ? await ReturnLockedAsync(heap, chunkGpuVa & ~0xfffUL)
            : NoHeapAt(heapGpuVa);
        _lock.UpRead();
        return result;
    }

    /// <summary>
    /// Whether the firmware is to find memory by itself after <see cref="GrowAsync"/> failed: it waits for fragment jobs,
    /// or lets the exception handler render what there is so far. Any other error is the queue's end.
    /// </summary>
    /// <param name="error">What GrowAsync returned.</param>
    public bool IsLeftToFirmware(Errno error) => error == (_letsFirmwareRender ? Errno.ENOMEM : Errno.EBUSY);

    private static KernelResult NoHeapAt(ulong heapGpuVa) =>
        KernelResult.Fail(Errno.EINVAL, $"heap context 0x{heapGpuVa:x} belongs to no tiler heap of the VM");

    private KernelResult<uint> FindId(ulong heapGpuVa, string operation)
    {
        _contexts!.AssertAlive(operation);
        ulong offset = unchecked(heapGpuVa - _contexts.GpuVa);
        uint id = (uint)offset / ContextStride;
        return offset > uint.MaxValue || id >= MaxHeapsPerPool + _firstId
            ? KernelResult.Fail(
                Errno.EINVAL, $"heap context 0x{heapGpuVa:x} does not lie among the contexts at 0x{_contexts.GpuVa:x}")
            : id;
    }

    private async KTask<KernelResult<ulong>> GrowLockedAsync(
        PanthorHeap heap, uint renderpassesInFlight, uint pendingFragCount)
    {
        KernelResult limits = CheckLimits(heap, renderpassesInFlight, pendingFragCount);
        if (!limits.IsOk)
        {
            return limits;
        }

        // The reader's lock keeps the pool from being destroyed: it has its VM.
        KernelResult result = await AllocChunkAsync(_vm!, heap, isInitial: false);
        return result.IsOk ? LinkTo(heap.ChunkList.First!.Value, heap) : result;
    }

    private KernelResult CheckLimits(PanthorHeap heap, uint renderpassesInFlight, uint pendingFragCount)
    {
        bool tooManyPasses = renderpassesInFlight > heap.TargetInFlight;
        bool isFull = heap.ChunkCount >= heap.MaxChunks;
        string check = tooManyPasses
            ? $"{renderpassesInFlight} render passes are in flight, more than the heap's {heap.TargetInFlight}"
            : $"the heap has {heap.ChunkCount} chunks, and may have {heap.MaxChunks}";
        bool canWait = tooManyPasses || pendingFragCount > 0;
        return tooManyPasses || isFull
            ? KernelResult.Fail(canWait && !_letsFirmwareRender ? Errno.EBUSY : Errno.ENOMEM, check)
            : KernelResult.Ok;
    }

    private async KTask<KernelResult> ReturnLockedAsync(PanthorHeap heap, ulong chunkGpuVa)
    {
        await heap.Lock.LockAsync();
        LinkedListNode<PanthorHeapChunk>? node = heap.ChunkList.First;
        while (node is not null && node.Value.GpuVa != chunkGpuVa)
        {
            node = node.Next;
        }

        if (node is not null)
        {
            heap.ChunkList.Remove(node);
            heap.ChunkCount--;
            Size -= heap.ChunkSize;
        }

        heap.Lock.Unlock();
        if (node is null)
        {
            return KernelResult.Fail(Errno.EINVAL, $"the heap has no chunk at 0x{chunkGpuVa:x}");
        }

        await node.Value.Bo.DestroyAsync();
        return KernelResult.Ok;
    }
}
