namespace Panthor.Driver.Firmware;

/// <summary>
/// Values and flags of the firmware's file, with the spelling of the kernel's <c>panthor_fw.c</c> (Linux 7.2).
/// </summary>
public static class FwBinary
{
#pragma warning disable CS1591 // The names are the C file's own; the groups are explained where they start.
    public const uint CSF_FW_BINARY_HEADER_MAGIC = 0xc3f13a6e;
    public const uint CSF_FW_BINARY_HEADER_MAJOR_MAX = 0;

    // Types of entries.
    public const uint CSF_FW_BINARY_ENTRY_TYPE_IFACE = 0;
    public const uint CSF_FW_BINARY_ENTRY_TYPE_CONFIG = 1;
    public const uint CSF_FW_BINARY_ENTRY_TYPE_FUTF_TEST = 2;
    public const uint CSF_FW_BINARY_ENTRY_TYPE_TRACE_BUFFER = 3;
    public const uint CSF_FW_BINARY_ENTRY_TYPE_TIMELINE_METADATA = 4;
    public const uint CSF_FW_BINARY_ENTRY_TYPE_BUILD_INFO_METADATA = 6;
    public const uint CSF_FW_BINARY_ENTRY_OPTIONAL = 1u << 31;

    // Flags of a section.
    public const uint CSF_FW_BINARY_IFACE_ENTRY_RD = 1u << 0;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_WR = 1u << 1;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_EX = 1u << 2;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_NONE = 0 << 3;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_CACHED = 1 << 3;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_UNCACHED_COHERENT = 2 << 3;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_CACHED_COHERENT = 3 << 3;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_MASK = 3 << 3;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_PROT = 1u << 5;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_SHARED = 1u << 30;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_ZERO = 1u << 31;
    public const uint CSF_FW_BINARY_IFACE_ENTRY_SUPPORTED_FLAGS =
        CSF_FW_BINARY_IFACE_ENTRY_RD | CSF_FW_BINARY_IFACE_ENTRY_WR | CSF_FW_BINARY_IFACE_ENTRY_EX |
        CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_MASK | CSF_FW_BINARY_IFACE_ENTRY_PROT |
        CSF_FW_BINARY_IFACE_ENTRY_SHARED | CSF_FW_BINARY_IFACE_ENTRY_ZERO;

    // The part of the firmware's addresses that it shares with the driver.
    public const uint CSF_MCU_SHARED_REGION_START = 0x0400_0000;
    public const uint CSF_MCU_SHARED_REGION_SIZE = 0x0400_0000;

    public static uint CSF_FW_BINARY_ENTRY_TYPE(uint header) => header & 0xff;

    public static uint CSF_FW_BINARY_ENTRY_SIZE(uint header) => header >> 8 & 0xff;
#pragma warning restore CS1591
}
