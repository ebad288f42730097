namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>
/// What a program that gcc compiled from panthor_drm.h, drm.h and drm_mode.h of Linux 7.2 printed (x86-64; on arm64 it is the same).
/// </summary>
internal static class GoldenUapi
{
    /// <summary>Name and size of a structure; its fields with offset and size.</summary>
    public const string Structs =
        "drm_auth 4: magic@0:4\n" +
        "drm_client 40: idx@0:4 auth@4:4 pid@8:8 uid@16:8 magic@24:8 iocs@32:8\n" +
        "drm_gem_change_handle 8: handle@0:4 new_handle@4:4\n" +
        "drm_gem_close 8: handle@0:4 pad@4:4\n" +
        "drm_gem_flink 8: handle@0:4 name@4:4\n" +
        "drm_gem_open 16: name@0:4 handle@4:4 size@8:8\n" +
        "drm_get_cap 16: capability@0:8 value@8:8\n" +
        "drm_panthor_bo_create 24: size@0:8 flags@8:4 exclusive_vm_id@12:4 handle@16:4 pad@20:4\n" +
        "drm_panthor_bo_mmap_offset 16: handle@0:4 pad@4:4 offset@8:8\n" +
        "drm_panthor_bo_query_info 16: handle@0:4 extra_flags@4:4 create_flags@8:4 pad@12:4\n" +
        "drm_panthor_bo_set_label 16: handle@0:4 pad@4:4 label@8:8\n" +
        "drm_panthor_bo_sync 16: ops@0:16\n" +
        "drm_panthor_bo_sync_op 24: handle@0:4 type@4:4 offset@8:8 size@16:8\n" +
        "drm_panthor_csif_info 24: csg_slot_count@0:4 cs_slot_count@4:4 cs_reg_count@8:4 " +
        "scoreboard_slot_count@12:4 unpreserved_cs_reg_count@16:4 pad@20:4\n" +
        "drm_panthor_dev_query 16: type@0:4 size@4:4 pointer@8:8\n" +
        "drm_panthor_gpu_info 112: gpu_id@0:4 gpu_rev@4:4 csf_id@8:4 l2_features@12:4 " +
        "tiler_features@16:4 mem_features@20:4 mmu_features@24:4 thread_features@28:4 max_threads@32:4 " +
        "thread_max_workgroup_size@36:4 thread_max_barrier_size@40:4 coherency_features@44:4 " +
        "texture_features@48:16 as_present@64:4 selected_coherency@68:4 shader_present@72:8 " +
        "l2_present@80:8 tiler_present@88:8 core_features@96:4 pad@100:4 gpu_features@104:8\n" +
        "drm_panthor_group_create 56: queues@0:16 max_compute_cores@16:1 max_fragment_cores@17:1 " +
        "max_tiler_cores@18:1 priority@19:1 pad@20:4 compute_core_mask@24:8 fragment_core_mask@32:8 " +
        "tiler_core_mask@40:8 vm_id@48:4 group_handle@52:4\n" +
        "drm_panthor_group_destroy 8: group_handle@0:4 pad@4:4\n" +
        "drm_panthor_group_get_state 16: group_handle@0:4 state@4:4 fatal_queues@8:4 pad@12:4\n" +
        "drm_panthor_group_priorities_info 4: allowed_mask@0:1 pad@1:3\n" +
        "drm_panthor_group_submit 24: group_handle@0:4 pad@4:4 queue_submits@8:16\n" +
        "drm_panthor_queue_create 8: priority@0:1 pad@1:3 ringbuf_size@4:4\n" +
        "drm_panthor_queue_submit 40: queue_index@0:4 stream_size@4:4 stream_addr@8:8 latest_flush@16:4 " +
        "pad@20:4 syncs@24:16\n" +
        "drm_panthor_set_user_mmio_offset 8: offset@0:8\n" +
        "drm_panthor_sync_op 16: flags@0:4 handle@4:4 timeline_value@8:8\n" +
        "drm_panthor_tiler_heap_create 40: vm_id@0:4 initial_chunk_count@4:4 chunk_size@8:4 " +
        "max_chunks@12:4 target_in_flight@16:4 handle@20:4 tiler_heap_ctx_gpu_va@24:8 " +
        "first_heap_chunk_gpu_va@32:8\n" +
        "drm_panthor_tiler_heap_destroy 8: handle@0:4 pad@4:4\n" +
        "drm_panthor_timestamp_info 56: timestamp_frequency@0:8 current_timestamp@8:8 " +
        "timestamp_offset@16:8 flags@24:4 duration_nsec@28:4 cycle_count@32:8 cpu_timestamp_sec@40:8 " +
        "cpu_timestamp_nsec@48:8\n" +
        "drm_panthor_vm_bind 24: vm_id@0:4 flags@4:4 ops@8:16\n" +
        "drm_panthor_vm_bind_op 48: flags@0:4 bo_handle@4:4 bo_offset@8:8 va@16:8 size@24:8 " +
        "syncs@32:16\n" +
        "drm_panthor_vm_create 16: flags@0:4 id@4:4 user_va_range@8:8\n" +
        "drm_panthor_vm_destroy 8: id@0:4 pad@4:4\n" +
        "drm_panthor_vm_get_state 8: vm_id@0:4 state@4:4\n" +
        "drm_prime_handle 12: handle@0:4 flags@4:4 fd@8:4\n" +
        "drm_set_client_cap 16: capability@0:8 value@8:8\n" +
        "drm_set_client_name 16: name_len@0:8 name@8:8\n" +
        "drm_set_version 16: drm_di_major@0:4 drm_di_minor@4:4 drm_dd_major@8:4 drm_dd_minor@12:4\n" +
        "drm_syncobj_array 16: handles@0:8 count_handles@8:4 pad@12:4\n" +
        "drm_syncobj_create 8: handle@0:4 flags@4:4\n" +
        "drm_syncobj_destroy 8: handle@0:4 pad@4:4\n" +
        "drm_syncobj_eventfd 24: handle@0:4 flags@4:4 point@8:8 fd@16:4 pad@20:4\n" +
        "drm_syncobj_handle 24: handle@0:4 flags@4:4 fd@8:4 pad@12:4 point@16:8\n" +
        "drm_syncobj_timeline_array 24: handles@0:8 points@8:8 count_handles@16:4 flags@20:4\n" +
        "drm_syncobj_timeline_wait 48: handles@0:8 points@8:8 timeout_nsec@16:8 count_handles@24:4 " +
        "flags@28:4 first_signaled@32:4 pad@36:4 deadline_nsec@40:8\n" +
        "drm_syncobj_transfer 32: src_handle@0:4 dst_handle@4:4 src_point@8:8 dst_point@16:8 flags@24:4 " +
        "pad@28:4\n" +
        "drm_syncobj_wait 40: handles@0:8 timeout_nsec@8:8 count_handles@16:4 flags@20:4 " +
        "first_signaled@24:4 pad@28:4 deadline_nsec@32:8\n" +
        "drm_unique 16: unique_len@0:8 unique@8:8\n" +
        "drm_version 64: version_major@0:4 version_minor@4:4 version_patchlevel@8:4 name_len@16:8 " +
        "name@24:8 date_len@32:8 date@40:8 desc_len@48:8 desc@56:8\n";

    /// <summary>Every request with its number.</summary>
    public const string Requests =
        "DRM_IOCTL_PANTHOR_DEV_QUERY c0106440\n" +
        "DRM_IOCTL_PANTHOR_VM_CREATE c0106441\n" +
        "DRM_IOCTL_PANTHOR_VM_DESTROY c0086442\n" +
        "DRM_IOCTL_PANTHOR_VM_BIND c0186443\n" +
        "DRM_IOCTL_PANTHOR_VM_GET_STATE c0086444\n" +
        "DRM_IOCTL_PANTHOR_BO_CREATE c0186445\n" +
        "DRM_IOCTL_PANTHOR_BO_MMAP_OFFSET c0106446\n" +
        "DRM_IOCTL_PANTHOR_GROUP_CREATE c0386447\n" +
        "DRM_IOCTL_PANTHOR_GROUP_DESTROY c0086448\n" +
        "DRM_IOCTL_PANTHOR_GROUP_SUBMIT c0186449\n" +
        "DRM_IOCTL_PANTHOR_GROUP_GET_STATE c010644a\n" +
        "DRM_IOCTL_PANTHOR_TILER_HEAP_CREATE c028644b\n" +
        "DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY c008644c\n" +
        "DRM_IOCTL_PANTHOR_BO_SET_LABEL c010644d\n" +
        "DRM_IOCTL_PANTHOR_SET_USER_MMIO_OFFSET c008644e\n" +
        "DRM_IOCTL_PANTHOR_BO_SYNC c010644f\n" +
        "DRM_IOCTL_PANTHOR_BO_QUERY_INFO c0106450\n" +
        "DRM_IOCTL_VERSION c0406400\n" +
        "DRM_IOCTL_GET_UNIQUE c0106401\n" +
        "DRM_IOCTL_GET_MAGIC 80046402\n" +
        "DRM_IOCTL_GET_CLIENT c0286405\n" +
        "DRM_IOCTL_GET_STATS 80f86406\n" +
        "DRM_IOCTL_SET_VERSION c0106407\n" +
        "DRM_IOCTL_GEM_CLOSE 40086409\n" +
        "DRM_IOCTL_GEM_FLINK c008640a\n" +
        "DRM_IOCTL_GEM_OPEN c010640b\n" +
        "DRM_IOCTL_GET_CAP c010640c\n" +
        "DRM_IOCTL_SET_CLIENT_CAP 4010640d\n" +
        "DRM_IOCTL_SET_UNIQUE 40106410\n" +
        "DRM_IOCTL_AUTH_MAGIC 40046411\n" +
        "DRM_IOCTL_BLOCK c0046412\n" +
        "DRM_IOCTL_UNBLOCK c0046413\n" +
        "DRM_IOCTL_SET_MASTER 0000641e\n" +
        "DRM_IOCTL_DROP_MASTER 0000641f\n" +
        "DRM_IOCTL_ADD_DRAW c0046427\n" +
        "DRM_IOCTL_RM_DRAW c0046428\n" +
        "DRM_IOCTL_FINISH 4008642c\n" +
        "DRM_IOCTL_PRIME_HANDLE_TO_FD c00c642d\n" +
        "DRM_IOCTL_PRIME_FD_TO_HANDLE c00c642e\n" +
        "DRM_IOCTL_WAIT_VBLANK c018643a\n" +
        "DRM_IOCTL_CRTC_GET_SEQUENCE c018643b\n" +
        "DRM_IOCTL_CRTC_QUEUE_SEQUENCE c018643c\n" +
        "DRM_IOCTL_UPDATE_DRAW 4018643f\n" +
        "DRM_IOCTL_SET_CLIENT_NAME c01064d1\n" +
        "DRM_IOCTL_GEM_CHANGE_HANDLE c00864d2\n" +
        "DRM_IOCTL_SYNCOBJ_CREATE c00864bf\n" +
        "DRM_IOCTL_SYNCOBJ_DESTROY c00864c0\n" +
        "DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD c01864c1\n" +
        "DRM_IOCTL_SYNCOBJ_FD_TO_HANDLE c01864c2\n" +
        "DRM_IOCTL_SYNCOBJ_WAIT c02864c3\n" +
        "DRM_IOCTL_SYNCOBJ_RESET c01064c4\n" +
        "DRM_IOCTL_SYNCOBJ_SIGNAL c01064c5\n" +
        "DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT c03064ca\n" +
        "DRM_IOCTL_SYNCOBJ_QUERY c01864cb\n" +
        "DRM_IOCTL_SYNCOBJ_TRANSFER c02064cc\n" +
        "DRM_IOCTL_SYNCOBJ_TIMELINE_SIGNAL c01864cd\n" +
        "DRM_IOCTL_SYNCOBJ_EVENTFD c01864cf\n" +
        "DRM_IOCTL_MODE_GETRESOURCES c04064a0\n" +
        "DRM_IOCTL_MODE_GETCRTC c06864a1\n" +
        "DRM_IOCTL_MODE_SETCRTC c06864a2\n" +
        "DRM_IOCTL_MODE_CURSOR c01c64a3\n" +
        "DRM_IOCTL_MODE_GETGAMMA c02064a4\n" +
        "DRM_IOCTL_MODE_SETGAMMA c02064a5\n" +
        "DRM_IOCTL_MODE_GETENCODER c01464a6\n" +
        "DRM_IOCTL_MODE_GETCONNECTOR c05064a7\n" +
        "DRM_IOCTL_MODE_ATTACHMODE c04864a8\n" +
        "DRM_IOCTL_MODE_DETACHMODE c04864a9\n" +
        "DRM_IOCTL_MODE_GETPROPERTY c04064aa\n" +
        "DRM_IOCTL_MODE_SETPROPERTY c01064ab\n" +
        "DRM_IOCTL_MODE_GETPROPBLOB c01064ac\n" +
        "DRM_IOCTL_MODE_GETFB c01c64ad\n" +
        "DRM_IOCTL_MODE_ADDFB c01c64ae\n" +
        "DRM_IOCTL_MODE_RMFB c00464af\n" +
        "DRM_IOCTL_MODE_PAGE_FLIP c01864b0\n" +
        "DRM_IOCTL_MODE_DIRTYFB c01864b1\n" +
        "DRM_IOCTL_MODE_CREATE_DUMB c02064b2\n" +
        "DRM_IOCTL_MODE_MAP_DUMB c01064b3\n" +
        "DRM_IOCTL_MODE_DESTROY_DUMB c00464b4\n" +
        "DRM_IOCTL_MODE_GETPLANERESOURCES c01064b5\n" +
        "DRM_IOCTL_MODE_GETPLANE c02064b6\n" +
        "DRM_IOCTL_MODE_SETPLANE c03064b7\n" +
        "DRM_IOCTL_MODE_ADDFB2 c06864b8\n" +
        "DRM_IOCTL_MODE_OBJ_GETPROPERTIES c02064b9\n" +
        "DRM_IOCTL_MODE_OBJ_SETPROPERTY c01864ba\n" +
        "DRM_IOCTL_MODE_CURSOR2 c02464bb\n" +
        "DRM_IOCTL_MODE_ATOMIC c03864bc\n" +
        "DRM_IOCTL_MODE_CREATEPROPBLOB c01064bd\n" +
        "DRM_IOCTL_MODE_DESTROYPROPBLOB c00464be\n" +
        "DRM_IOCTL_MODE_CREATE_LEASE c01864c6\n" +
        "DRM_IOCTL_MODE_LIST_LESSEES c01064c7\n" +
        "DRM_IOCTL_MODE_GET_LEASE c01064c8\n" +
        "DRM_IOCTL_MODE_REVOKE_LEASE c00464c9\n" +
        "DRM_IOCTL_MODE_GETFB2 c06864ce\n" +
        "DRM_IOCTL_MODE_CLOSEFB c00864d0\n";
}
