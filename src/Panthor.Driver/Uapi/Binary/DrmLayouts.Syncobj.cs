namespace Panthor.Driver.Uapi.Binary;

/// <content>The structures of syncobjs.</content>
internal static partial class DrmLayouts
{
    internal static class SyncobjCreate
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_create");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Flags = s_layout.U32("flags");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SyncobjDestroy
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_destroy");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SyncobjHandle
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_handle");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField Fd = s_layout.S32("fd");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField Point = s_layout.U64("point");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SyncobjTransfer
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_transfer");

        public static readonly UapiField SrcHandle = s_layout.U32("src_handle");
        public static readonly UapiField DstHandle = s_layout.U32("dst_handle");
        public static readonly UapiField SrcPoint = s_layout.U64("src_point");
        public static readonly UapiField DstPoint = s_layout.U64("dst_point");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SyncobjWait
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_wait");

        public static readonly UapiField Handles = s_layout.Pointer("handles", Handles32);
        public static readonly UapiField TimeoutNsec = s_layout.S64("timeout_nsec");
        public static readonly UapiField CountHandles = s_layout.U32("count_handles");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField FirstSignaled = s_layout.U32("first_signaled");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField DeadlineNsec = s_layout.U64("deadline_nsec");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SyncobjTimelineWait
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_timeline_wait");

        public static readonly UapiField Handles = s_layout.Pointer("handles", Handles32);
        public static readonly UapiField Points = s_layout.Pointer("points", Points64);
        public static readonly UapiField TimeoutNsec = s_layout.S64("timeout_nsec");
        public static readonly UapiField CountHandles = s_layout.U32("count_handles");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField FirstSignaled = s_layout.U32("first_signaled");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField DeadlineNsec = s_layout.U64("deadline_nsec");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SyncobjEventfd
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_eventfd");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField Point = s_layout.U64("point");
        public static readonly UapiField Fd = s_layout.S32("fd");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SyncobjArray
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_array");

        public static readonly UapiField Handles = s_layout.Pointer("handles", Handles32);
        public static readonly UapiField CountHandles = s_layout.U32("count_handles");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SyncobjTimelineArray
    {
        private static readonly UapiStructBuilder s_layout = new("drm_syncobj_timeline_array");

        public static readonly UapiField Handles = s_layout.Pointer("handles", Handles32);
        public static readonly UapiField Points = s_layout.Pointer("points", Points64);
        public static readonly UapiField CountHandles = s_layout.U32("count_handles");
        public static readonly UapiField Flags = s_layout.U32("flags");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    private static UapiTarget Handles32 => UapiTarget.OfNumbers(UapiType.U32, "count_handles");

    private static UapiTarget Points64 => UapiTarget.OfNumbers(UapiType.U64, "count_handles");
}
