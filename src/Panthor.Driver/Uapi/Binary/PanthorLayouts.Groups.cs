namespace Panthor.Driver.Uapi.Binary;

/// <content>The structures that the ioctls of groups and tiler heaps take.</content>
internal static partial class PanthorLayouts
{
    internal static class QueueCreate
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_queue_create");

        public static readonly UapiField Priority = s_layout.U8("priority");
        public static readonly UapiField Pad = s_layout.Pad8(3);
        public static readonly UapiField RingbufSize = s_layout.U32("ringbuf_size");

        public static readonly UapiStruct Struct = s_layout.End(RingbufSize);
    }

    internal static class GroupCreate
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_group_create");

        public static readonly UapiField Queues = s_layout.ObjArray("queues", QueueCreate.Struct);
        public static readonly UapiField MaxComputeCores = s_layout.U8("max_compute_cores");
        public static readonly UapiField MaxFragmentCores = s_layout.U8("max_fragment_cores");
        public static readonly UapiField MaxTilerCores = s_layout.U8("max_tiler_cores");
        public static readonly UapiField Priority = s_layout.U8("priority");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField ComputeCoreMask = s_layout.U64("compute_core_mask");
        public static readonly UapiField FragmentCoreMask = s_layout.U64("fragment_core_mask");
        public static readonly UapiField TilerCoreMask = s_layout.U64("tiler_core_mask");
        public static readonly UapiField VmId = s_layout.U32("vm_id");
        public static readonly UapiField GroupHandle = s_layout.U32("group_handle");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class GroupDestroy
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_group_destroy");

        public static readonly UapiField GroupHandle = s_layout.U32("group_handle");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class QueueSubmit
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_queue_submit");

        public static readonly UapiField QueueIndex = s_layout.U32("queue_index");
        public static readonly UapiField StreamSize = s_layout.U32("stream_size");
        public static readonly UapiField StreamAddr = s_layout.U64("stream_addr");
        public static readonly UapiField LatestFlush = s_layout.U32("latest_flush");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField Syncs = s_layout.ObjArray("syncs", SyncOp.Struct);

        public static readonly UapiStruct Struct = s_layout.End(Syncs);
    }

    internal static class GroupSubmit
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_group_submit");

        public static readonly UapiField GroupHandle = s_layout.U32("group_handle");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField QueueSubmits = s_layout.ObjArray("queue_submits", QueueSubmit.Struct);

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class GroupGetState
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_group_get_state");

        public static readonly UapiField GroupHandle = s_layout.U32("group_handle");
        public static readonly UapiField State = s_layout.U32("state");
        public static readonly UapiField FatalQueues = s_layout.U32("fatal_queues");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class TilerHeapCreate
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_tiler_heap_create");

        public static readonly UapiField VmId = s_layout.U32("vm_id");
        public static readonly UapiField InitialChunkCount = s_layout.U32("initial_chunk_count");
        public static readonly UapiField ChunkSize = s_layout.U32("chunk_size");
        public static readonly UapiField MaxChunks = s_layout.U32("max_chunks");
        public static readonly UapiField TargetInFlight = s_layout.U32("target_in_flight");
        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField TilerHeapCtxGpuVa = s_layout.U64("tiler_heap_ctx_gpu_va");
        public static readonly UapiField FirstHeapChunkGpuVa = s_layout.U64("first_heap_chunk_gpu_va");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class TilerHeapDestroy
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_tiler_heap_destroy");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }
}
