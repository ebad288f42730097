namespace Panthor.Driver.Firmware;

/// <summary>
/// Bits, values and limits of the interfaces between driver and firmware, with the spelling of the kernel's
/// <c>panthor_fw.h</c> (Linux 7.2).
/// </summary>
public static class FwIface
{
#pragma warning disable CS1591 // The names are the C header's own; the groups are explained where they start.
    public const int MAX_CSGS = 31;
    public const int MAX_CS_PER_CSG = 32;
    public const int MIN_CSGS = 3;
    public const int MIN_CS_PER_CSG = 8;

    // CS_FEATURES of a command stream.
    public const uint CS_FEATURES_COMPUTE = 1u << 16;
    public const uint CS_FEATURES_FRAGMENT = 1u << 17;
    public const uint CS_FEATURES_TILER = 1u << 18;

    // CS_REQ and CS_ACK.
    public const uint CS_STATE_MASK = 0x7;
    public const uint CS_STATE_STOP = 0;
    public const uint CS_STATE_START = 1;
    public const uint CS_EXTRACT_EVENT = 1u << 4;
    public const uint CS_IDLE_SYNC_WAIT = 1u << 8;
    public const uint CS_IDLE_PROTM_PENDING = 1u << 9;
    public const uint CS_IDLE_EMPTY = 1u << 10;
    public const uint CS_IDLE_RESOURCE_REQ = 1u << 11;
    public const uint CS_TILER_OOM = 1u << 26;
    public const uint CS_PROTM_PENDING = 1u << 27;
    public const uint CS_FATAL = 1u << 30;
    public const uint CS_FAULT = 1u << 31;
    public const uint CS_REQ_MASK = CS_STATE_MASK | CS_EXTRACT_EVENT | CS_IDLE_SYNC_WAIT | CS_IDLE_PROTM_PENDING |
        CS_IDLE_EMPTY | CS_IDLE_RESOURCE_REQ;
    public const uint CS_EVT_MASK = CS_TILER_OOM | CS_PROTM_PENDING | CS_FATAL | CS_FAULT;

    // CS_STATUS_WAIT.
    public const uint CS_STATUS_WAIT_SB_MASK = 0xffff;
    public const uint CS_STATUS_WAIT_SB_SRC_MASK = 0xf << 16;
    public const uint CS_STATUS_WAIT_SB_SRC_NONE = 0 << 16;
    public const uint CS_STATUS_WAIT_SB_SRC_WAIT = 8 << 16;
    public const uint CS_STATUS_WAIT_SYNC_COND_LE = 0 << 24;
    public const uint CS_STATUS_WAIT_SYNC_COND_GT = 1 << 24;
    public const uint CS_STATUS_WAIT_SYNC_COND_MASK = 0xf << 24;
    public const uint CS_STATUS_WAIT_PROGRESS = 1u << 28;
    public const uint CS_STATUS_WAIT_PROTM = 1u << 29;
    public const uint CS_STATUS_WAIT_SYNC_64B = 1u << 30;
    public const uint CS_STATUS_WAIT_SYNC = 1u << 31;

    // CS_STATUS_BLOCKED_REASON.
    public const uint CS_STATUS_BLOCKED_REASON_UNBLOCKED = 0;
    public const uint CS_STATUS_BLOCKED_REASON_SB_WAIT = 1;
    public const uint CS_STATUS_BLOCKED_REASON_PROGRESS_WAIT = 2;
    public const uint CS_STATUS_BLOCKED_REASON_SYNC_WAIT = 3;
    public const uint CS_STATUS_BLOCKED_REASON_DEFERRED = 4;
    public const uint CS_STATUS_BLOCKED_REASON_RESOURCE = 5;
    public const uint CS_STATUS_BLOCKED_REASON_FLUSH = 6;
    public const uint CS_STATUS_BLOCKED_REASON_MASK = 0xf;

    // CSG_REQ and CSG_ACK.
    public const uint CSG_STATE_MASK = 0x7;
    public const uint CSG_STATE_TERMINATE = 0;
    public const uint CSG_STATE_START = 1;
    public const uint CSG_STATE_SUSPEND = 2;
    public const uint CSG_STATE_RESUME = 3;
    public const uint CSG_ENDPOINT_CONFIG = 1u << 4;
    public const uint CSG_STATUS_UPDATE = 1u << 5;
    public const uint CSG_SYNC_UPDATE = 1u << 28;
    public const uint CSG_IDLE = 1u << 29;
    public const uint CSG_DOORBELL = 1u << 30;
    public const uint CSG_PROGRESS_TIMER_EVENT = 1u << 31;
    public const uint CSG_REQ_MASK = CSG_STATE_MASK | CSG_ENDPOINT_CONFIG | CSG_STATUS_UPDATE;
    public const uint CSG_EVT_MASK = CSG_SYNC_UPDATE | CSG_IDLE | CSG_PROGRESS_TIMER_EVENT;

    // CSG_EP_REQ.
    public const uint CSG_EP_REQ_EXCL_COMPUTE = 1u << 20;
    public const uint CSG_EP_REQ_EXCL_FRAGMENT = 1u << 21;
    public const uint CSG_EP_REQ_PRIORITY_MASK = 0xfu << 28;

    // CSG_STATUS_STATE.
    public const uint CSG_STATUS_STATE_IS_IDLE = 1u << 0;

    // GLB_REQ and GLB_ACK.
    public const uint GLB_HALT = 1u << 0;
    public const uint GLB_CFG_PROGRESS_TIMER = 1u << 1;
    public const uint GLB_CFG_ALLOC_EN = 1u << 2;
    public const uint GLB_CFG_POWEROFF_TIMER = 1u << 3;
    public const uint GLB_PROTM_ENTER = 1u << 4;
    public const uint GLB_PERFCNT_EN = 1u << 5;
    public const uint GLB_PERFCNT_SAMPLE = 1u << 6;
    public const uint GLB_COUNTER_EN = 1u << 7;
    public const uint GLB_PING = 1u << 8;
    public const uint GLB_FWCFG_UPDATE = 1u << 9;
    public const uint GLB_IDLE_EN = 1u << 10;
    public const uint GLB_SLEEP = 1u << 12;
    public const uint GLB_STATE_MASK = 0x7 << 12;
    public const uint GLB_STATE_ACTIVE = 0;
    public const uint GLB_STATE_HALT = 1;
    public const uint GLB_STATE_SLEEP = 2;
    public const uint GLB_STATE_SUSPEND = 3;
    public const uint GLB_INACTIVE_COMPUTE = 1u << 20;
    public const uint GLB_INACTIVE_FRAGMENT = 1u << 21;
    public const uint GLB_INACTIVE_TILER = 1u << 22;
    public const uint GLB_PROTM_EXIT = 1u << 23;
    public const uint GLB_PERFCNT_THRESHOLD = 1u << 24;
    public const uint GLB_PERFCNT_OVERFLOW = 1u << 25;
    public const uint GLB_IDLE = 1u << 26;
    public const uint GLB_DBG_CSF = 1u << 30;
    public const uint GLB_DBG_HOST = 1u << 31;
    public const uint GLB_REQ_MASK = 0x7ff;
    public const uint GLB_EVT_MASK = 0x7f << 20;

    // Timers of the global interface.
    public const uint GLB_TIMER_VAL_MASK = 0x7fff_ffff;
    public const uint GLB_TIMER_SOURCE_GPU_COUNTER = 1u << 31;

    // GLB_HALT_STATUS.
    public const uint PANTHOR_FW_HALT_OK = 0;
    public const uint PANTHOR_FW_HALT_ON_PANIC = 0x4e;
    public const uint PANTHOR_FW_HALT_ON_WATCHDOG_EXPIRATION = 0x4f;

    public static uint CS_FEATURES_WORK_REGS(uint features) => (features & 0xff) + 1;

    public static uint CS_FEATURES_SCOREBOARDS(uint features) => (features >> 8) & 0xff;

    public static uint CS_CONFIG_PRIORITY(uint priority) => priority & 0xf;

    public static uint CS_CONFIG_DOORBELL(uint doorbell) => (doorbell << 8) & 0xff00;

    public static uint CS_EXCEPTION_TYPE(uint status) => status & 0xff;

    public static uint CS_EXCEPTION_DATA(uint status) => status >> 8;

    public static uint CSG_EP_REQ_COMPUTE(uint cores) => cores & 0xff;

    public static uint CSG_EP_REQ_FRAGMENT(uint cores) => (cores << 8) & 0xff00;

    public static uint CSG_EP_REQ_TILER(uint tilers) => (tilers << 16) & 0xf_0000;

    public static uint CSG_EP_REQ_PRIORITY(uint priority) => priority << 28;

    public static uint CSG_EP_REQ_PRIORITY_GET(ulong request) => (uint)(request & CSG_EP_REQ_PRIORITY_MASK) >> 28;

    public static uint GLB_STATE(uint state) => (state << 12) & GLB_STATE_MASK;

    public static uint GLB_STATE_GET(uint word) => (word & GLB_STATE_MASK) >> 12;

    public static uint GLB_TIMER_VAL(ulong cycles) => (uint)cycles & GLB_TIMER_VAL_MASK;

    public static uint CSF_IFACE_VERSION(uint major, uint minor, uint patch) => major << 24 | minor << 16 | patch;

    public static uint CSF_IFACE_VERSION_MAJOR(uint version) => version >> 24;

    public static uint CSF_IFACE_VERSION_MINOR(uint version) => version >> 16 & 0xff;

    public static uint CSF_IFACE_VERSION_PATCH(uint version) => version & 0xffff;
#pragma warning restore CS1591
}
