namespace Panthor.Driver.Uapi;

/// <summary>The constants of <c>panthor_drm.h</c> (Linux 7.2) that the driver and its clients share.</summary>
public static class PanthorDrm
{
    /// <summary>The buffer will never be mapped by the CPU (BO_CREATE).</summary>
    public const uint DRM_PANTHOR_BO_NO_MMAP = 1u << 0;

    /// <summary>CPU mappings of the buffer are cached, write-back (BO_CREATE).</summary>
    public const uint DRM_PANTHOR_BO_WB_MMAP = 1u << 1;

    /// <summary>The buffer was imported from another device (BO_QUERY_INFO).</summary>
    public const uint DRM_PANTHOR_BO_IS_IMPORTED = 1u << 0;

    /// <summary>BO_SYNC: write back what the CPU's caches hold.</summary>
    public const uint DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH = 0;

    /// <summary>BO_SYNC: write back what the CPU's caches hold, and forget it.</summary>
    public const uint DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH_AND_INVALIDATE = 1;

    /// <summary>VM_BIND: queue the operations instead of executing them before the call returns.</summary>
    public const uint DRM_PANTHOR_VM_BIND_ASYNC = 1u << 0;

    /// <summary>Map: the GPU may only read.</summary>
    public const uint DRM_PANTHOR_VM_BIND_OP_MAP_READONLY = 1u << 0;

    /// <summary>Map: the GPU may not fetch instructions.</summary>
    public const uint DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC = 1u << 1;

    /// <summary>Map: GPU accesses bypass the GPU's caches.</summary>
    public const uint DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED = 1u << 2;

    /// <summary>Map: the range is backed by the file's dummy object, over and over.</summary>
    public const uint DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE = 1u << 3;

    /// <summary>The bits of an operation's flags that hold its type.</summary>
    public const uint DRM_PANTHOR_VM_BIND_OP_TYPE_MASK = 0xfu << 28;

    /// <summary>Operation type: map a range of a buffer.</summary>
    public const uint DRM_PANTHOR_VM_BIND_OP_TYPE_MAP = 0u << 28;

    /// <summary>Operation type: unmap a range.</summary>
    public const uint DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP = 1u << 28;

    /// <summary>Operation type: nothing but a synchronisation point of the VM's bind queue.</summary>
    public const uint DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY = 2u << 28;

    /// <summary>VM_GET_STATE: binds and jobs are accepted.</summary>
    public const uint DRM_PANTHOR_VM_STATE_USABLE = 0;

    /// <summary>VM_GET_STATE: an operation failed half way; only unmaps and destruction are left.</summary>
    public const uint DRM_PANTHOR_VM_STATE_UNUSABLE = 1;

    /// <summary>GROUP_GET_STATE: a job of the group took too long, or the group could not be suspended.</summary>
    public const uint DRM_PANTHOR_GROUP_STATE_TIMEDOUT = 1u << 0;

    /// <summary>GROUP_GET_STATE: queues of the group met a fault that they cannot go on after.</summary>
    public const uint DRM_PANTHOR_GROUP_STATE_FATAL_FAULT = 1u << 1;

    /// <summary>GROUP_GET_STATE: the group was killed by a reset that others brought about.</summary>
    public const uint DRM_PANTHOR_GROUP_STATE_INNOCENT = 1u << 2;

    /// <summary>Longest label of a buffer in bytes, its terminating zero included (<c>PANTHOR_BO_LABEL_MAXLEN</c>).</summary>
    public const int PANTHOR_BO_LABEL_MAXLEN = 4096;
}
