namespace Panthor.Hardware;

/// <summary>
/// Offsets, bits and values of the GPU control, interrupt and MMU blocks, with the spelling of the kernel's
/// <c>panthor_gpu_regs.h</c>, <c>panthor_mmu_regs.h</c> and <c>panthor_fw_regs.h</c> (Linux 7.2).
/// </summary>
/// <remarks>
/// Offsets of the GPU control block count from the start of the register window. As in the kernel, those of an address
/// space (<see cref="AS_TRANSTAB(uint)"/> …) count from <see cref="MMU_AS_BASE"/>, those of an interrupt block
/// (<see cref="INT_RAWSTAT"/> …) from the block's base, those of the MCU from <see cref="MCU_CONTROL_BASE"/>.
/// <see cref="GpuRegisterTable"/> knows the absolute offsets.
/// </remarks>
public static partial class GpuRegisters
{
    /// <summary>Size of the register window, in bytes.</summary>
    /// <remarks>The RK3588's device tree says 0x200000, which holds 24 doorbells: enough for its eight group slots. The
    /// board's window has room for those of 31.</remarks>
    public const uint WindowSize = 0x280000;

#pragma warning disable CS1591 // The names are the C header's own; the groups are explained where they start.

    // The four registers of each interrupt block, relative to its base.
    public const uint INT_RAWSTAT = 0x0;
    public const uint INT_CLEAR = 0x4;
    public const uint INT_MASK = 0x8;
    public const uint INT_STAT = 0xc;

    // GPU control: identification.
    public const uint GPU_CONTROL_BASE = 0x0;
    public const uint GPU_ID = 0x0;
    public const uint GPU_L2_FEATURES = 0x4;
    public const uint GPU_CORE_FEATURES = 0x8;
    public const uint GPU_TILER_FEATURES = 0xC;
    public const uint GPU_MEM_FEATURES = 0x10;
    public const uint GROUPS_L2_COHERENT = 1u << 0;
    public const uint GPU_MMU_FEATURES = 0x14;
    public const uint GPU_AS_PRESENT = 0x18;
    public const uint GPU_CSF_ID = 0x1C;

    // GPU control: interrupts and commands.
    public const uint GPU_INT_BASE = 0x20;
    public const uint GPU_IRQ_FAULT = 1u << 0;
    public const uint GPU_IRQ_PROTM_FAULT = 1u << 1;
    public const uint GPU_IRQ_RESET_COMPLETED = 1u << 8;
    public const uint GPU_IRQ_POWER_CHANGED = 1u << 9;
    public const uint GPU_IRQ_POWER_CHANGED_ALL = 1u << 10;
    public const uint GPU_IRQ_CLEAN_CACHES_COMPLETED = 1u << 17;
    public const uint GPU_IRQ_DOORBELL_MIRROR = 1u << 18;
    public const uint GPU_IRQ_MCU_STATUS_CHANGED = 1u << 19;
    public const uint GPU_CMD = 0x30;
    public const uint GPU_SOFT_RESET = 1 | (1 << 8);
    public const uint GPU_HARD_RESET = 1 | (2 << 8);
    public const uint CACHE_CLEAN = 1u << 0;
    public const uint CACHE_INV = 1u << 1;
    public const uint GPU_STATUS = 0x34;
    public const uint GPU_STATUS_ACTIVE = 1u << 0;
    public const uint GPU_STATUS_PWR_ACTIVE = 1u << 1;
    public const uint GPU_STATUS_PAGE_FAULT = 1u << 4;
    public const uint GPU_STATUS_PROTM_ACTIVE = 1u << 7;
    public const uint GPU_STATUS_DBG_ENABLED = 1u << 8;
    public const uint GPU_FAULT_STATUS = 0x3C;
    public const uint GPU_FAULT_ADDR = 0x40;
    public const uint GPU_L2_CONFIG = 0x48;
    public const uint GPU_L2_CONFIG_ASN_HASH_ENABLE = 1u << 24;
    public const uint GPU_PWR_KEY = 0x50;
    public const uint GPU_PWR_KEY_UNLOCK = 0x2968A819;
    public const uint GPU_PWR_OVERRIDE0 = 0x54;
    public const uint GPU_PWR_OVERRIDE1 = 0x58;
    public const uint GPU_FEATURES = 0x60;
    public const uint GPU_FEATURES_RAY_INTERSECTION = 1u << 2;
    public const uint GPU_FEATURES_RAY_TRAVERSAL = 1u << 5;
    public const uint GPU_TIMESTAMP_OFFSET = 0x88;
    public const uint GPU_CYCLE_COUNT = 0x90;
    public const uint GPU_TIMESTAMP = 0x98;

    // GPU control: limits and present masks.
    public const uint GPU_THREAD_MAX_THREADS = 0xA0;
    public const uint GPU_THREAD_MAX_WORKGROUP_SIZE = 0xA4;
    public const uint GPU_THREAD_MAX_BARRIER_SIZE = 0xA8;
    public const uint GPU_THREAD_FEATURES = 0xAC;
    public const uint GPU_SHADER_PRESENT = 0x100;
    public const uint GPU_TILER_PRESENT = 0x110;
    public const uint GPU_L2_PRESENT = 0x120;

    // GPU control: power domains (64-bit masks each).
    public const uint SHADER_READY = 0x140;
    public const uint TILER_READY = 0x150;
    public const uint L2_READY = 0x160;
    public const uint SHADER_PWRON = 0x180;
    public const uint TILER_PWRON = 0x190;
    public const uint L2_PWRON = 0x1A0;
    public const uint SHADER_PWROFF = 0x1C0;
    public const uint TILER_PWROFF = 0x1D0;
    public const uint L2_PWROFF = 0x1E0;
    public const uint SHADER_PWRTRANS = 0x200;
    public const uint TILER_PWRTRANS = 0x210;
    public const uint L2_PWRTRANS = 0x220;
    public const uint SHADER_PWRACTIVE = 0x240;
    public const uint TILER_PWRACTIVE = 0x250;
    public const uint L2_PWRACTIVE = 0x260;
    public const uint GPU_REVID = 0x280;

    // GPU control: coherency.
    public const uint GPU_COHERENCY_FEATURES = 0x300;
    public const uint GPU_COHERENCY_PROTOCOL = 0x304;
    public const uint GPU_COHERENCY_ACE_LITE = 0;
    public const uint GPU_COHERENCY_ACE = 1;
    public const uint GPU_COHERENCY_NONE = 31;

    // The MCU (micro-controller of the command stream frontend), its interrupt, flush page and doorbells.
    public const uint MCU_CONTROL_BASE = 0x700;
    public const uint MCU_CONTROL = 0x0;
    public const uint MCU_CONTROL_DISABLE = 0;
    public const uint MCU_CONTROL_ENABLE = 1;
    public const uint MCU_CONTROL_AUTO = 2;
    public const uint MCU_STATUS = 0x4;
    public const uint MCU_STATUS_DISABLED = 0;
    public const uint MCU_STATUS_ENABLED = 1;
    public const uint MCU_STATUS_HALT = 2;
    public const uint MCU_STATUS_FATAL = 3;
    public const uint JOB_INT_BASE = 0x1000;
    public const uint JOB_INT_GLOBAL_IF = 1u << 31;
    public const uint CSF_GPU_LATEST_FLUSH_ID = 0x10000;
    public const uint CSF_GLB_DOORBELL_ID = 0;

    /// <summary>Builds a GPU_CMD value.</summary>
    public static uint GPU_CMD_DEF(uint type, uint payload) => type | (payload << 8);

    /// <summary>Builds the GPU_CMD value that cleans and/or invalidates the caches.</summary>
    public static uint GPU_FLUSH_CACHES(uint l2, uint lsc, uint oth) =>
        GPU_CMD_DEF(4, l2 | (lsc << 4) | (oth << 8));

    public static uint GPU_ARCH_MAJOR(uint id) => id >> 28;

    public static uint GPU_ARCH_MINOR(uint id) => (id >> 24) & 0xf;

    public static uint GPU_ARCH_REV(uint id) => (id >> 20) & 0xf;

    public static uint GPU_PROD_MAJOR(uint id) => (id >> 16) & 0xf;

    public static uint GPU_VER_MAJOR(uint id) => (id >> 12) & 0xf;

    public static uint GPU_VER_MINOR(uint id) => (id >> 4) & 0xff;

    public static uint GPU_VER_STATUS(uint id) => id & 0xf;

    public static uint GPU_L2_FEATURES_LINE_SIZE(uint features) => 1u << (int)(features & 0xff);

    public static uint GPU_MMU_FEATURES_VA_BITS(uint features) => features & 0xff;

    public static uint GPU_MMU_FEATURES_PA_BITS(uint features) => (features >> 8) & 0xff;

    public static uint GPU_TEXTURE_FEATURES(uint index) => 0xB0 + (index * 4);

    public static uint GPU_ASN_HASH(uint index) => 0x2C0 + (index * 4);

    /// <summary>The bit of GPU_COHERENCY_FEATURES that says that a protocol is supported.</summary>
    public static uint GPU_COHERENCY_PROT_BIT(uint protocol) => 1u << (int)protocol;

    public static uint JOB_INT_CSG_IF(uint slot) => 1u << (int)slot;

    public static uint CSF_DOORBELL(uint index) => 0x80000 + (index * 0x10000);
#pragma warning restore CS1591
}
