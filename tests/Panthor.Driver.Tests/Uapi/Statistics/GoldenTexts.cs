namespace Panthor.Driver.Tests.Uapi.Statistics;

/// <summary>What the kernel's formats make of what the tests set up, line by line.</summary>
internal static class GoldenTexts
{
    public static readonly string[] FdinfoOfNothing =
    [
        "drm-driver:\tpanthor",
        "drm-client-id:\t7",
        "drm-maxfreq-panthor:\t850000000 Hz",
        "drm-curfreq-panthor:\t300000000 Hz",
        "panthor-resident-memory:\t0",
        "panthor-active-memory:\t0",
        "drm-total-memory:\t0",
        "drm-shared-memory:\t0",
        "",
    ];

    public static readonly string[] FdinfoOfAll =
    [
        "drm-driver:\tpanthor",
        "drm-client-id:\t18446744073709551615",
        "drm-client-name:\tgame",
        "drm-engine-panthor:\t123456789 ns",
        "drm-cycles-panthor:\t42",
        "drm-maxfreq-panthor:\t1000000000 Hz",
        "drm-curfreq-panthor:\t200000000 Hz",
        "panthor-resident-memory:\t192 KiB",
        "panthor-active-memory:\t4608",
        "drm-total-memory:\t3076 KiB",
        "drm-shared-memory:\t3 MiB",
        "drm-active-memory:\t3 MiB",
        "drm-resident-memory:\t4 KiB",
        "",
    ];

    public static readonly string[] FdinfoOfClient =
    [
        "drm-driver:\tpanthor",
        "drm-client-id:\t1",
        "drm-client-name:\tgame",
        "drm-maxfreq-panthor:\t198000000 Hz",
        "drm-curfreq-panthor:\t198000000 Hz",
        "panthor-resident-memory:\t0",
        "panthor-active-memory:\t0",
        "drm-total-memory:\t1040 KiB",
        "drm-shared-memory:\t1 MiB",
        "drm-resident-memory:\t16 KiB",
        "",
    ];

    public static readonly string[] Gems =
    [
        "GEM state flags: imported (0x1), exported (0x2), evicted (0x4)",
        "GEM usage flags: kernel (0x1), fw-mapped (0x2)",
        "",
        "created-by                      global-name     refcount   evictions  size            resident-size   file-offset       state      usage       label",
        "----------------------------------------------------------------------------------------------------------------------------------------------------",
        "panthor_probe/1                 0               2          0          4096            4096            0x100000          0x0        0x3         FW section",
        "panthor_probe/1                 0               2          0          4096            4096            0x100001          0x0        0x3         FW section",
        "panthor_probe/1                 0               2          0          4096            4096            0x100002          0x0        0x3         FW section",
        "panthor_probe/1                 0               2          0          32768           32768           0x100003          0x0        0x3         FW section",
        "test/3                          0               2          0          2097152         0               0x10000b          0x0        0x0         ",
        "test/5                          0               3          0          16384           16384           0x10020b          0x2        0x0         vertices",
        "test/8                          0               1          0          4096            0               0x10020f          0x0        0x0         ",
        "test/12                         0               2          0          8192            8192            0x100213          0x0        0x1         Heap pool",
        "test/12                         0               2          0          131072          131072          0x100215          0x0        0x1         Tiler heap chunk",
        "====================================================================================================================================================",
        "Total size: 2301952, Total resident: 200704, Total reclaimable: 147456",
        "",
    ];

    public static readonly string[] Gpuvas =
    [
        "DRM GPU VA space (panthor-MCU-VM) [0x0000000000000000;0x0000000100000000]",
        "Kernel reserved node [0x0000000000000000;0x0000000000000000]",
        "",
        " VAs | start              | range              | end                | object             | object offset",
        "-------------------------------------------------------------------------------------------------------------",
        "     | 0x0000000000000000 | 0x0000000000001000 | 0x0000000000001000 | 0xffff000100000000 | 0x0000000000000000",
        "     | 0x0000000000800000 | 0x0000000000001000 | 0x0000000000801000 | 0xffff000100001000 | 0x0000000000000000",
        "     | 0x0000000002000000 | 0x0000000000001000 | 0x0000000002001000 | 0xffff000100002000 | 0x0000000000000000",
        "     | 0x0000000004000000 | 0x0000000000008000 | 0x0000000004008000 | 0xffff000100003000 | 0x0000000000000000",
        "",
        "DRM GPU VA space (panthor-GPU-VM) [0x0000000000000000;0x0001000000000000]",
        "Kernel reserved node [0x0000000000000000;0x0000000000000000]",
        "",
        " VAs | start              | range              | end                | object             | object offset",
        "-------------------------------------------------------------------------------------------------------------",
        "",
        "DRM GPU VA space (panthor-GPU-VM) [0x0000000000000000;0x0001000000000000]",
        "Kernel reserved node [0x0000000000000000;0x0000000000000000]",
        "",
        " VAs | start              | range              | end                | object             | object offset",
        "-------------------------------------------------------------------------------------------------------------",
        "     | 0x0000000000010000 | 0x0000000000002000 | 0x0000000000012000 | 0xffff00010020b000 | 0x0000000000001000",
        "     | 0x000000ffffff0000 | 0x0000000000004000 | 0x000000ffffff4000 | 0xffff00010020b000 | 0x0000000000000000",
        "",
        "",
    ];

    public static readonly string[] Clients =
    [
        "             command  tgid dev master a   uid      magic                                                             name                   id",
        "                test     3 128   n    n  1000          0 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx                    1",
        "                test     5   0   y    y     0          0                                                          <unset>                    2",
        "                test     6   0   n    n  1000          1                                                          <unset>                    3",
        "",
    ];

    public static readonly string[] GemNames =
    [
        "  name     size handles refcount",
        "     1 123457536       2        1",
        "     2     4096       1        1",
        "",
    ];
}
