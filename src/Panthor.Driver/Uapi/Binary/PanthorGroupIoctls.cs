using System;
using Panthor.Kernel;
using static Panthor.Driver.Uapi.Binary.PanthorLayouts;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>The ioctls of groups and tiler heaps in binary.</summary>
internal static class PanthorGroupIoctls
{
    public static async KTask<KernelResult> GroupCreateAsync(DrmFile file, IoctlData data)
    {
        UserArray<DrmPanthorQueueCreate> queues = PanthorIoctls.Array(
            file, data, GroupCreate.Queues, QueueCreate.Struct, DecodeQueueCreate);
        KernelResult<uint> handle = await file.GroupCreateAsync(
            new DrmPanthorGroupCreate(data.U32(GroupCreate.VmId), queues)
            {
                MaxComputeCores = data.U8(GroupCreate.MaxComputeCores),
                MaxFragmentCores = data.U8(GroupCreate.MaxFragmentCores),
                MaxTilerCores = data.U8(GroupCreate.MaxTilerCores),
                Priority = data.U8(GroupCreate.Priority),
                Pad = data.U32(GroupCreate.Pad),
                ComputeCoreMask = data.U64(GroupCreate.ComputeCoreMask),
                FragmentCoreMask = data.U64(GroupCreate.FragmentCoreMask),
                TilerCoreMask = data.U64(GroupCreate.TilerCoreMask),
            });
        if (handle.IsOk)
        {
            data.Set(GroupCreate.GroupHandle, handle.Value);
        }

        return handle.WithoutValue();
    }

    public static KTask<KernelResult> GroupDestroyAsync(DrmFile file, IoctlData data) =>
        file.GroupDestroyAsync(data.U32(GroupDestroy.GroupHandle), data.U32(GroupDestroy.Pad));

    public static KTask<KernelResult> GroupSubmitAsync(DrmFile file, IoctlData data) => file.GroupSubmitAsync(
        data.U32(GroupSubmit.GroupHandle),
        PanthorIoctls.Array(file, data, GroupSubmit.QueueSubmits, QueueSubmit.Struct, DecodeQueueSubmit),
        data.U32(GroupSubmit.Pad));

    public static async KTask<KernelResult> GroupGetStateAsync(DrmFile file, IoctlData data)
    {
        KernelResult<DrmPanthorGroupState> state = await file.GroupGetStateAsync(
            data.U32(GroupGetState.GroupHandle), data.U32(GroupGetState.Pad));
        if (state.IsOk)
        {
            // The kernel clears the whole argument first, the handle in it included.
            data.Bytes.Span[..GroupGetState.Struct.Size].Clear();
            data.Set(GroupGetState.State, state.Value.State);
            data.Set(GroupGetState.FatalQueues, state.Value.FatalQueues);
        }

        return state.WithoutValue();
    }

    public static async KTask<KernelResult> TilerHeapCreateAsync(DrmFile file, IoctlData data)
    {
        var args = new DrmPanthorTilerHeapCreate(
            data.U32(TilerHeapCreate.VmId),
            data.U32(TilerHeapCreate.InitialChunkCount),
            data.U32(TilerHeapCreate.ChunkSize),
            data.U32(TilerHeapCreate.MaxChunks),
            data.U32(TilerHeapCreate.TargetInFlight));

        // The kernel writes the chunk's address into the argument, even if there is no number left for the heap.
        KernelResult<DrmPanthorTilerHeap> heap = await file.TilerHeapCreateAsync(
            args, address => data.Set(TilerHeapCreate.FirstHeapChunkGpuVa, address));
        if (heap.IsOk)
        {
            data.Set(TilerHeapCreate.Handle, heap.Value.Handle);
            data.Set(TilerHeapCreate.TilerHeapCtxGpuVa, heap.Value.TilerHeapCtxGpuVa);
        }

        return heap.WithoutValue();
    }

    public static KTask<KernelResult> TilerHeapDestroyAsync(DrmFile file, IoctlData data) =>
        file.TilerHeapDestroyAsync(data.U32(TilerHeapDestroy.Handle), data.U32(TilerHeapDestroy.Pad));

    private static DrmPanthorQueueCreate DecodeQueueCreate(DrmFile file, IoctlData data)
    {
        ReadOnlySpan<byte> pad = data.Bytes.Span.Slice(QueueCreate.Pad.Offset, QueueCreate.Pad.Size);
        return new DrmPanthorQueueCreate(
            data.U32(QueueCreate.RingbufSize),
            data.U8(QueueCreate.Priority),
            (uint)pad[0] | (uint)pad[1] << 8 | (uint)pad[2] << 16);
    }

    private static DrmPanthorQueueSubmit DecodeQueueSubmit(DrmFile file, IoctlData data) => new(
        data.U32(QueueSubmit.QueueIndex),
        data.U64(QueueSubmit.StreamAddr),
        data.U32(QueueSubmit.StreamSize),
        data.U32(QueueSubmit.LatestFlush),
        data.U32(QueueSubmit.Pad),
        PanthorIoctls.Array(file, data, QueueSubmit.Syncs, SyncOp.Struct, PanthorIoctls.DecodeSyncOp));
}
