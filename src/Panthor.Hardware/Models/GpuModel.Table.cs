using System.Collections.Generic;

namespace Panthor.Hardware;

/// <content>The table of known GPUs.</content>
public sealed partial class GpuModel
{
    private const string FirmwareAssumption =
        "CSF_ID, thread and texture features, timestamp rate and the firmware's CSG/CS counts as on the Mali-G610";

    /// <summary>Mali-G610 MC4 as on the Rockchip RK3588: every value read from that chip.</summary>
    /// <remarks>
    /// Sources: the boot log of panthor on RK3588 boards ("mali-g610 id 0xa867 major 0x0 minor 0x0 status 0x5",
    /// "Features: L2:0x7120306 Tiler:0x809 Mem:0x301 MMU:0x2830 AS:0xff", "shader_present=0x50005",
    /// "clock rate = 198000000"; linux-rockchip mailing list and others); Mesa's
    /// <c>src/panfrost/drm-shim/panfrost_noop.c</c> ("Dumped from a G610": CSF_ID, thread and texture features, CSIF
    /// counts); a register trace of a Rock 5B (a QEMU fork's VFIO platform device "Fake Mali G610": GPU_ID,
    /// CORE_FEATURES, TEXTURE_FEATURES 1–3, COHERENCY_FEATURES). GPU_TIMESTAMP counts the 24 MHz system counter.
    /// </remarks>
    public static GpuModel MaliG610 { get; } = new()
    {
        Name = "Mali-G610",
        GpuId = 0xa8670005,
        L2Features = 0x07120306,
        TilerFeatures = 0x809,
        MemFeatures = 0x301,
        MmuFeatures = 0x2830,
        AsPresent = 0xff,
        CsfId = 0x040a0412,
        ThreadMaxThreads = 2048,
        ThreadMaxWorkgroupSize = 1024,
        ThreadMaxBarrierSize = 1024,
        ThreadFeatures = 0x04010000,
        TextureFeatures = [0xc1ffff9e, 0, 0, 0],
        ShaderPresent = 0x50005,
        TilerPresent = 1,
        L2Present = 1,
        CsgSlots = 8,
        CsSlotsPerGroup = 8,
        CsRegisters = 96,
        Scoreboards = 8,
        CoreClockHz = 198_000_000,
        TimestampHz = 24_000_000,
        Soc = "Rockchip RK3588",
        Source = "panthor boot logs of RK3588 boards; Mesa panfrost_noop.c; register trace of a Rock 5B (QEMU fork)",
    };

    /// <summary>Mali-G310 as on the NXP i.MX 95.</summary>
    /// <remarks>
    /// Source: the boot log in the dri-devel thread on i.MX95 support ("mali-g310 id 0xac74 major 0x0 minor 0x0 status
    /// 0x1", "Features: L2:0x7110306 Tiler:0x809 Mem:0x1 MMU:0x2830 AS:0xff", "clock rate = 1000000000").
    /// </remarks>
    public static GpuModel MaliG310 { get; } = new()
    {
        Name = "Mali-G310",
        GpuId = 0xac740001,
        L2Features = 0x07110306,
        TilerFeatures = 0x809,
        MemFeatures = 0x1,
        MmuFeatures = 0x2830,
        AsPresent = 0xff,
        CsfId = MaliG610.CsfId,
        ThreadMaxThreads = MaliG610.ThreadMaxThreads,
        ThreadMaxWorkgroupSize = MaliG610.ThreadMaxWorkgroupSize,
        ThreadMaxBarrierSize = MaliG610.ThreadMaxBarrierSize,
        ThreadFeatures = MaliG610.ThreadFeatures,
        TextureFeatures = MaliG610.TextureFeatures,
        ShaderPresent = 0x1,
        TilerPresent = 1,
        L2Present = 1,
        CsgSlots = 8,
        CsSlotsPerGroup = 8,
        CsRegisters = 96,
        Scoreboards = 8,
        CoreClockHz = 1_000_000_000,
        TimestampHz = 24_000_000,
        Soc = "NXP i.MX 95",
        Source = "panthor boot log on dri-devel",
        Assumed = FirmwareAssumption,
    };

    /// <summary>Mali-G710 MP7 as on the Google Tensor G2.</summary>
    /// <remarks>
    /// Sources: public notes on running panthor on the Pixel Fold and Pixel 7 ("Mali-G710 id 0xa862 major 0x0 minor 0x0
    /// status 0x4", "shader_present=0x1110055"; L2_FEATURES 0x08130306, AS mask 0xff, MMU features 0x2830, lowest top
    /// clock 302 MHz).
    /// </remarks>
    public static GpuModel MaliG710 { get; } = new()
    {
        Name = "Mali-G710",
        GpuId = 0xa8620004,
        L2Features = 0x08130306,
        TilerFeatures = 0x809,
        MemFeatures = 0x301,
        MmuFeatures = 0x2830,
        AsPresent = 0xff,
        CsfId = MaliG610.CsfId,
        ThreadMaxThreads = MaliG610.ThreadMaxThreads,
        ThreadMaxWorkgroupSize = MaliG610.ThreadMaxWorkgroupSize,
        ThreadMaxBarrierSize = MaliG610.ThreadMaxBarrierSize,
        ThreadFeatures = MaliG610.ThreadFeatures,
        TextureFeatures = MaliG610.TextureFeatures,
        ShaderPresent = 0x1110055,
        TilerPresent = 1,
        L2Present = 1,
        CsgSlots = 8,
        CsSlotsPerGroup = 8,
        CsRegisters = 96,
        Scoreboards = 8,
        CoreClockHz = 302_000_000,
        TimestampHz = 24_000_000,
        Soc = "Google Tensor G2",
        Source = "public notes on panthor on the Pixel 7 and Pixel Fold",
        Assumed = "tiler and memory features, L2 and tiler present masks; " + FirmwareAssumption,
    };

    /// <summary>Mali-G720-Immortalis MC10 as on the CIX CD8180 (Sky1).</summary>
    /// <remarks>
    /// Source: the boot log of an Orange Pi 6 Plus ("Mali-G720-Immortalis id 0xc870 major 0x0 minor 0x0 status 0x8",
    /// "shader_present=0x550555 l2_present=0x1 tiler_present=0x1", "clock rate = 900000000"; COHERENCY_FEATURES without
    /// the ACE-Lite bit). panthor prints this name only if GPU_FEATURES has the ray intersection bit.
    /// </remarks>
    public static GpuModel MaliG720Immortalis { get; } = new()
    {
        Name = "Mali-G720-Immortalis",
        GpuId = 0xc8700008,
        L2Features = 0x08130306,
        TilerFeatures = 0x809,
        MemFeatures = 0x301,
        MmuFeatures = 0x2830,
        AsPresent = 0xff,
        CsfId = MaliG610.CsfId,
        GpuFeatures = GpuRegisters.GPU_FEATURES_RAY_INTERSECTION,
        ThreadMaxThreads = MaliG610.ThreadMaxThreads,
        ThreadMaxWorkgroupSize = MaliG610.ThreadMaxWorkgroupSize,
        ThreadMaxBarrierSize = MaliG610.ThreadMaxBarrierSize,
        ThreadFeatures = MaliG610.ThreadFeatures,
        TextureFeatures = MaliG610.TextureFeatures,
        ShaderPresent = 0x550555,
        TilerPresent = 1,
        L2Present = 1,
        CsgSlots = 8,
        CsSlotsPerGroup = 8,
        CsRegisters = 96,
        Scoreboards = 8,
        CoreClockHz = 900_000_000,
        TimestampHz = 24_000_000,
        Soc = "CIX CD8180",
        Source = "panthor boot log of an Orange Pi 6 Plus",
        Assumed = "L2, tiler, memory and MMU features and AS_PRESENT as on the Mali-G925-Immortalis; "
            + FirmwareAssumption,
    };

    /// <summary>Mali-G925-Immortalis MC12 as on the MediaTek MT8196.</summary>
    /// <remarks>
    /// Source: the boot log in the dri-devel patch "drm/panthor: add custom ASN_HASH support for mt8196"
    /// ("Mali-G925-Immortalis id 0xd830 major 0x0 minor 0x1 status 0x5", "Features: L2:0x8130306 Tiler:0x809 Mem:0x301
    /// MMU:0x2830 AS:0xff", "shader_present=0xee0077"). The log's clock rate is 0 for want of a clock driver.
    /// </remarks>
    public static GpuModel MaliG925Immortalis { get; } = new()
    {
        Name = "Mali-G925-Immortalis",
        GpuId = 0xd8300015,
        L2Features = 0x08130306,
        TilerFeatures = 0x809,
        MemFeatures = 0x301,
        MmuFeatures = 0x2830,
        AsPresent = 0xff,
        CsfId = MaliG610.CsfId,
        GpuFeatures = GpuRegisters.GPU_FEATURES_RAY_INTERSECTION,
        ThreadMaxThreads = MaliG610.ThreadMaxThreads,
        ThreadMaxWorkgroupSize = MaliG610.ThreadMaxWorkgroupSize,
        ThreadMaxBarrierSize = MaliG610.ThreadMaxBarrierSize,
        ThreadFeatures = MaliG610.ThreadFeatures,
        TextureFeatures = MaliG610.TextureFeatures,
        ShaderPresent = 0xee0077,
        TilerPresent = 1,
        L2Present = 1,
        CsgSlots = 8,
        CsSlotsPerGroup = 8,
        CsRegisters = 96,
        Scoreboards = 8,
        CoreClockHz = 900_000_000,
        TimestampHz = 24_000_000,
        Soc = "MediaTek MT8196",
        Source = "panthor boot log on dri-devel",
        Assumed = "core clock 900 MHz; " + FirmwareAssumption,
    };

    /// <summary>All known models, in the order of their architecture.</summary>
    public static IReadOnlyList<GpuModel> All { get; } =
        [MaliG710, MaliG610, MaliG310, MaliG720Immortalis, MaliG925Immortalis];
}
