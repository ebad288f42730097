namespace Panthor.Driver.Uapi.Binary;

/// <summary>The structures of <c>panthor_drm.h</c> that the ioctls of devices, VMs and buffers take.</summary>
internal static partial class PanthorLayouts
{
    internal static class SyncOp
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_sync_op");

        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField TimelineValue = s_layout.U64("timeline_value");

        public static readonly UapiStruct Struct = s_layout.End(TimelineValue);
    }

    internal static class GpuInfo
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_gpu_info");

        public static readonly UapiField GpuId = s_layout.U32("gpu_id");
        public static readonly UapiField GpuRev = s_layout.U32("gpu_rev");
        public static readonly UapiField CsfId = s_layout.U32("csf_id");
        public static readonly UapiField L2Features = s_layout.U32("l2_features");
        public static readonly UapiField TilerFeatures = s_layout.U32("tiler_features");
        public static readonly UapiField MemFeatures = s_layout.U32("mem_features");
        public static readonly UapiField MmuFeatures = s_layout.U32("mmu_features");
        public static readonly UapiField ThreadFeatures = s_layout.U32("thread_features");
        public static readonly UapiField MaxThreads = s_layout.U32("max_threads");
        public static readonly UapiField ThreadMaxWorkgroupSize = s_layout.U32("thread_max_workgroup_size");
        public static readonly UapiField ThreadMaxBarrierSize = s_layout.U32("thread_max_barrier_size");
        public static readonly UapiField CoherencyFeatures = s_layout.U32("coherency_features");
        public static readonly UapiField TextureFeatures = s_layout.U32("texture_features", 4);
        public static readonly UapiField AsPresent = s_layout.U32("as_present");
        public static readonly UapiField SelectedCoherency = s_layout.U32("selected_coherency");
        public static readonly UapiField ShaderPresent = s_layout.U64("shader_present");
        public static readonly UapiField L2Present = s_layout.U64("l2_present");
        public static readonly UapiField TilerPresent = s_layout.U64("tiler_present");
        public static readonly UapiField CoreFeatures = s_layout.U32("core_features");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField GpuFeatures = s_layout.U64("gpu_features");

        public static readonly UapiStruct Struct = s_layout.End(TilerPresent);
    }

    internal static class CsifInfo
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_csif_info");

        public static readonly UapiField CsgSlotCount = s_layout.U32("csg_slot_count");
        public static readonly UapiField CsSlotCount = s_layout.U32("cs_slot_count");
        public static readonly UapiField CsRegCount = s_layout.U32("cs_reg_count");
        public static readonly UapiField ScoreboardSlotCount = s_layout.U32("scoreboard_slot_count");
        public static readonly UapiField UnpreservedCsRegCount = s_layout.U32("unpreserved_cs_reg_count");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End(Pad);
    }

    internal static class TimestampInfo
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_timestamp_info");

        public static readonly UapiField TimestampFrequency = s_layout.U64("timestamp_frequency");
        public static readonly UapiField CurrentTimestamp = s_layout.U64("current_timestamp");
        public static readonly UapiField TimestampOffset = s_layout.U64("timestamp_offset");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField DurationNsec = s_layout.U32("duration_nsec");
        public static readonly UapiField CycleCount = s_layout.U64("cycle_count");
        public static readonly UapiField CpuTimestampSec = s_layout.U64("cpu_timestamp_sec");
        public static readonly UapiField CpuTimestampNsec = s_layout.U64("cpu_timestamp_nsec");

        public static readonly UapiStruct Struct = s_layout.End(CurrentTimestamp);
    }

    internal static class GroupPrioritiesInfo
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_group_priorities_info");

        public static readonly UapiField AllowedMask = s_layout.U8("allowed_mask");
        public static readonly UapiField Pad = s_layout.Pad8(3);

        public static readonly UapiStruct Struct = s_layout.End(Pad);
    }

    internal static class DevQuery
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_dev_query");

        public static readonly UapiField Type = s_layout.U32("type");
        public static readonly UapiField Size = s_layout.U32("size");
        public static readonly UapiField Pointer = s_layout.Pointer("pointer", UapiTarget.OneOf(
            "type", "size", GpuInfo.Struct, CsifInfo.Struct, TimestampInfo.Struct, GroupPrioritiesInfo.Struct));

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class VmCreate
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_vm_create");

        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField Id = s_layout.U32("id");
        public static readonly UapiField UserVaRange = s_layout.U64("user_va_range");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class VmDestroy
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_vm_destroy");

        public static readonly UapiField Id = s_layout.U32("id");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class VmBindOp
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_vm_bind_op");

        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField BoHandle = s_layout.U32("bo_handle");
        public static readonly UapiField BoOffset = s_layout.U64("bo_offset");
        public static readonly UapiField Va = s_layout.U64("va");
        public static readonly UapiField Size = s_layout.U64("size");
        public static readonly UapiField Syncs = s_layout.ObjArray("syncs", SyncOp.Struct);

        public static readonly UapiStruct Struct = s_layout.End(Syncs);
    }

    internal static class VmBind
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_vm_bind");

        public static readonly UapiField VmId = s_layout.U32("vm_id");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField Ops = s_layout.ObjArray("ops", VmBindOp.Struct);

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class VmGetState
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_vm_get_state");

        public static readonly UapiField VmId = s_layout.U32("vm_id");
        public static readonly UapiField State = s_layout.U32("state");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class BoCreate
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_bo_create");

        public static readonly UapiField Size = s_layout.U64("size");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField ExclusiveVmId = s_layout.U32("exclusive_vm_id");
        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class BoMmapOffset
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_bo_mmap_offset");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField Offset = s_layout.U64("offset");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class BoSetLabel
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_bo_set_label");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Pad = s_layout.Pad32();
        public static readonly UapiField Label = s_layout.Pointer("label", UapiTarget.OfText());

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SetUserMmioOffset
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_set_user_mmio_offset");

        public static readonly UapiField Offset = s_layout.U64("offset");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class BoSyncOp
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_bo_sync_op");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Type = s_layout.U32("type");
        public static readonly UapiField Offset = s_layout.U64("offset");
        public static readonly UapiField Size = s_layout.U64("size");

        public static readonly UapiStruct Struct = s_layout.End(Size);
    }

    internal static class BoSync
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_bo_sync");

        public static readonly UapiField Ops = s_layout.ObjArray("ops", BoSyncOp.Struct);

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class BoQueryInfo
    {
        private static readonly UapiStructBuilder s_layout = new("drm_panthor_bo_query_info");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField ExtraFlags = s_layout.U32("extra_flags");
        public static readonly UapiField CreateFlags = s_layout.U32("create_flags");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }
}
