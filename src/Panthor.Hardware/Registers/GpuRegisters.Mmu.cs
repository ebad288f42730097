namespace Panthor.Hardware;

/// <content>The MMU: its interrupt block and the address spaces (AS).</content>
public static partial class GpuRegisters
{
#pragma warning disable CS1591 // The names are the C header's own; the groups are explained where they start.
    public const uint MMU_INT_BASE = 0x2000;
    public const uint MMU_AS_BASE = 0x2400;
    public const int MMU_AS_SHIFT = 6;

    // Attributes of the eight memory types in AS_MEMATTR, a byte each.
    public const uint AS_MEMATTR_AARCH64_INNER_ALLOC_IMPL = 2 << 2;
    public const uint AS_MEMATTR_AARCH64_SH_MIDGARD_INNER = 0 << 4;
    public const uint AS_MEMATTR_AARCH64_SH_CPU_INNER = 1 << 4;
    public const uint AS_MEMATTR_AARCH64_SH_CPU_INNER_SHADER_COH = 2 << 4;
    public const uint AS_MEMATTR_AARCH64_SHARED = 0 << 6;
    public const uint AS_MEMATTR_AARCH64_INNER_OUTER_NC = 1 << 6;
    public const uint AS_MEMATTR_AARCH64_INNER_OUTER_WB = 2 << 6;
    public const uint AS_MEMATTR_AARCH64_FAULT = 3 << 6;

    // Values of AS_COMMAND.
    public const uint AS_COMMAND_NOP = 0;
    public const uint AS_COMMAND_UPDATE = 1;
    public const uint AS_COMMAND_LOCK = 2;
    public const uint AS_COMMAND_UNLOCK = 3;
    public const uint AS_COMMAND_FLUSH_PT = 4;
    public const uint AS_COMMAND_FLUSH_MEM = 5;
    public const ulong AS_LOCK_REGION_MIN_SIZE = 1UL << 15;

    // Fields of AS_FAULTSTATUS.
    public const uint AS_FAULTSTATUS_ACCESS_TYPE_MASK = 0x3 << 8;
    public const uint AS_FAULTSTATUS_ACCESS_TYPE_ATOMIC = 0x0 << 8;
    public const uint AS_FAULTSTATUS_ACCESS_TYPE_EX = 0x1 << 8;
    public const uint AS_FAULTSTATUS_ACCESS_TYPE_READ = 0x2 << 8;
    public const uint AS_FAULTSTATUS_ACCESS_TYPE_WRITE = 0x3 << 8;

    public const uint AS_STATUS_AS_ACTIVE = 1u << 0;

    // Fields of AS_TRANSCFG.
    public const ulong AS_TRANSCFG_ADRMODE_UNMAPPED = 1UL << 0;
    public const ulong AS_TRANSCFG_ADRMODE_IDENTITY = 2UL << 0;
    public const ulong AS_TRANSCFG_ADRMODE_AARCH64_4K = 6UL << 0;
    public const ulong AS_TRANSCFG_ADRMODE_AARCH64_64K = 8UL << 0;
    public const ulong AS_TRANSCFG_SL_CONCAT = 1UL << 22;
    public const ulong AS_TRANSCFG_PTW_MEMATTR_NC = 1UL << 24;
    public const ulong AS_TRANSCFG_PTW_MEMATTR_WB = 2UL << 24;
    public const ulong AS_TRANSCFG_PTW_SH_NS = 0UL << 28;
    public const ulong AS_TRANSCFG_PTW_SH_OS = 2UL << 28;
    public const ulong AS_TRANSCFG_PTW_SH_IS = 3UL << 28;
    public const ulong AS_TRANSCFG_PTW_RA = 1UL << 30;
    public const ulong AS_TRANSCFG_DISABLE_HIER_AP = 1UL << 33;
    public const ulong AS_TRANSCFG_DISABLE_AF_FAULT = 1UL << 34;
    public const ulong AS_TRANSCFG_WXN = 1UL << 35;
    public const ulong AS_TRANSCFG_XREADABLE = 1UL << 36;

    public static uint MMU_AS(uint index) => index << MMU_AS_SHIFT;

    public static uint AS_TRANSTAB(uint index) => MMU_AS(index) + 0x0;

    public static uint AS_MEMATTR(uint index) => MMU_AS(index) + 0x8;

    public static uint AS_LOCKADDR(uint index) => MMU_AS(index) + 0x10;

    public static uint AS_COMMAND(uint index) => MMU_AS(index) + 0x18;

    public static uint AS_FAULTSTATUS(uint index) => MMU_AS(index) + 0x1C;

    public static uint AS_FAULTADDRESS(uint index) => MMU_AS(index) + 0x20;

    public static uint AS_STATUS(uint index) => MMU_AS(index) + 0x28;

    public static uint AS_TRANSCFG(uint index) => MMU_AS(index) + 0x30;

    public static uint AS_FAULTEXTRA(uint index) => MMU_AS(index) + 0x38;

    public static uint AS_MEMATTR_AARCH64_INNER_ALLOC_EXPL(bool write, bool read) =>
        (3u << 2) | (write ? 1u : 0u) | (read ? 2u : 0u);

    public static ulong AS_TRANSCFG_INA_BITS(ulong bits) => bits << 6;

    public static ulong AS_TRANSCFG_OUTA_BITS(ulong bits) => bits << 14;
#pragma warning restore CS1591
}
