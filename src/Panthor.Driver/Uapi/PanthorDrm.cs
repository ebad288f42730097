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

    /// <summary>PRIME: the file descriptor is closed by <c>exec()</c> (<c>O_CLOEXEC</c>).</summary>
    public const uint DRM_CLOEXEC = 0x8_0000;

    /// <summary>PRIME: the file can be written through a mapping (<c>O_RDWR</c>).</summary>
    public const uint DRM_RDWR = 2;

    /// <summary>Where the pages of registers lie in the device file for 32-bit processes.</summary>
    public const ulong DRM_PANTHOR_USER_MMIO_OFFSET_32BIT = 1ul << 43;

    /// <summary>Where the pages of registers lie in the device file for 64-bit processes.</summary>
    public const ulong DRM_PANTHOR_USER_MMIO_OFFSET_64BIT = 1ul << 56;

    /// <summary>Where the page of LATEST_FLUSH_ID lies in the device file for 64-bit processes.</summary>
    public const ulong DRM_PANTHOR_USER_FLUSH_ID_MMIO_OFFSET = DRM_PANTHOR_USER_MMIO_OFFSET_64BIT;

    /// <summary>DEV_QUERY: what the GPU says of itself.</summary>
    public const uint DRM_PANTHOR_DEV_QUERY_GPU_INFO = 0;

    /// <summary>DEV_QUERY: what the firmware says of its interface.</summary>
    public const uint DRM_PANTHOR_DEV_QUERY_CSIF_INFO = 1;

    /// <summary>DEV_QUERY: the time.</summary>
    public const uint DRM_PANTHOR_DEV_QUERY_TIMESTAMP_INFO = 2;

    /// <summary>DEV_QUERY: which group priorities the client may use.</summary>
    public const uint DRM_PANTHOR_DEV_QUERY_GROUP_PRIORITIES_INFO = 3;

    /// <summary>Timestamp query: GPU_TIMESTAMP.</summary>
    public const uint DRM_PANTHOR_TIMESTAMP_GPU = 1u << 0;

    /// <summary>Timestamp query: the CPU's monotonic clock.</summary>
    public const uint DRM_PANTHOR_TIMESTAMP_CPU_MONOTONIC = 1u << 1;

    /// <summary>Timestamp query: the CPU's monotonic clock without the corrections of NTP.</summary>
    public const uint DRM_PANTHOR_TIMESTAMP_CPU_MONOTONIC_RAW = 2u << 1;

    /// <summary>Timestamp query: the bits that pick a clock of the CPU.</summary>
    public const uint DRM_PANTHOR_TIMESTAMP_CPU_TYPE_MASK = 7u << 1;

    /// <summary>Timestamp query: GPU_TIMESTAMP_OFFSET.</summary>
    public const uint DRM_PANTHOR_TIMESTAMP_GPU_OFFSET = 1u << 4;

    /// <summary>Timestamp query: GPU_CYCLE_COUNT.</summary>
    public const uint DRM_PANTHOR_TIMESTAMP_GPU_CYCLE_COUNT = 1u << 5;

    /// <summary>Timestamp query: the frequency of GPU_TIMESTAMP.</summary>
    public const uint DRM_PANTHOR_TIMESTAMP_FREQ = 1u << 6;

    /// <summary>Timestamp query: how long reading the clocks took.</summary>
    public const uint DRM_PANTHOR_TIMESTAMP_DURATION = 1u << 7;

    /// <summary>Group priority: for work in the background.</summary>
    public const uint PANTHOR_GROUP_PRIORITY_LOW = 0;

    /// <summary>Group priority: the usual one.</summary>
    public const uint PANTHOR_GROUP_PRIORITY_MEDIUM = 1;

    /// <summary>Group priority: before others; needs CAP_SYS_NICE or the DRM master.</summary>
    public const uint PANTHOR_GROUP_PRIORITY_HIGH = 2;

    /// <summary>Group priority: before all others; needs CAP_SYS_NICE or the DRM master.</summary>
    public const uint PANTHOR_GROUP_PRIORITY_REALTIME = 3;

    /// <summary>Longest label of a buffer in bytes, its terminating zero included (<c>PANTHOR_BO_LABEL_MAXLEN</c>).</summary>
    public const int PANTHOR_BO_LABEL_MAXLEN = 4096;
}
