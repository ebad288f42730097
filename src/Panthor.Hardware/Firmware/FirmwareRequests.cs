namespace Panthor.Hardware;

/// <summary>Bits of the request and acknowledge words, with the spelling of the kernel's <c>panthor_fw.h</c>.</summary>
internal static class FirmwareRequests
{
    // Global.
    public const uint GLB_HALT = 1u << 0;
    public const uint GLB_CFG_PROGRESS_TIMER = 1u << 1;
    public const uint GLB_CFG_ALLOC_EN = 1u << 2;
    public const uint GLB_CFG_POWEROFF_TIMER = 1u << 3;
    public const uint GLB_PROTM_ENTER = 1u << 4;
    public const uint GLB_COUNTER_EN = 1u << 7;
    public const uint GLB_PING = 1u << 8;
    public const uint GLB_IDLE_EN = 1u << 10;
    public const uint GLB_SLEEP = 1u << 12;
    public const uint GLB_STATE_MASK = 7u << 12;
    public const int GLB_STATE_SHIFT = 12;
    public const uint GLB_STATE_ACTIVE = 0;
    public const uint GLB_STATE_HALT = 1;
    public const uint GLB_STATE_SLEEP = 2;
    public const uint GLB_STATE_SUSPEND = 3;
    public const uint GLB_PROTM_EXIT = 1u << 23;
    public const uint GLB_IDLE = 1u << 26;
    public const uint GLB_REQ_MASK = 0x7ff;
    public const uint GLB_EVT_MASK = 0x07f0_0000;
    public const uint GLB_TIMER_SOURCE_GPU_COUNTER = 1u << 31;

    // Groups.
    public const uint CSG_STATE_MASK = 7;
    public const uint CSG_STATE_TERMINATE = 0;
    public const uint CSG_STATE_START = 1;
    public const uint CSG_STATE_SUSPEND = 2;
    public const uint CSG_STATE_RESUME = 3;
    public const uint CSG_ENDPOINT_CONFIG = 1u << 4;
    public const uint CSG_STATUS_UPDATE = 1u << 5;
    public const uint CSG_SYNC_UPDATE = 1u << 28;
    public const uint CSG_IDLE = 1u << 29;
    public const uint CSG_PROGRESS_TIMER_EVENT = 1u << 31;
    public const uint CSG_EVT_MASK = CSG_SYNC_UPDATE | CSG_IDLE | CSG_PROGRESS_TIMER_EVENT;
    public const uint CSG_STATUS_STATE_IS_IDLE = 1u << 0;

    // Streams.
    public const uint CS_STATE_MASK = 7;
    public const uint CS_STATE_STOP = 0;
    public const uint CS_STATE_START = 1;
    public const uint CS_EXTRACT_EVENT = 1u << 4;
    public const uint CS_IDLE_SYNC_WAIT = 1u << 8;
    public const uint CS_IDLE_PROTM_PENDING = 1u << 9;
    public const uint CS_IDLE_EMPTY = 1u << 10;
    public const uint CS_IDLE_RESOURCE_REQ = 1u << 11;
    public const uint CS_IDLE_MASK =
        CS_IDLE_SYNC_WAIT | CS_IDLE_PROTM_PENDING | CS_IDLE_EMPTY | CS_IDLE_RESOURCE_REQ;
    public const uint CS_TILER_OOM = 1u << 26;
    public const uint CS_PROTM_PENDING = 1u << 27;
    public const uint CS_FATAL = 1u << 30;
    public const uint CS_FAULT = 1u << 31;
    public const uint CS_EVT_MASK = CS_TILER_OOM | CS_PROTM_PENDING | CS_FATAL | CS_FAULT;
}
