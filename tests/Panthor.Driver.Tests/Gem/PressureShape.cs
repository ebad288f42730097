namespace Panthor.Driver.Tests.Gem;

/// <summary>How large a run under pressure is.</summary>
/// <param name="MemorySize">Bytes of memory.</param>
/// <param name="SwapSize">Bytes of swap.</param>
/// <param name="Vms">VMs.</param>
/// <param name="PerVm">Buffers of each VM; one more is mapped in all of them.</param>
/// <param name="BufferSize">Bytes of a buffer.</param>
/// <param name="GpuSteps">Accesses of each of the two GPU tasks.</param>
/// <param name="CpuSteps">Accesses of the CPU task.</param>
/// <param name="ReclaimSteps">Scans of each of the two tasks that reclaim.</param>
/// <param name="ReclaimPages">Pages that each scan wants.</param>
/// <param name="Cycles">The GPU goes through all buffers in turn, else at random.</param>
internal sealed record PressureShape(
    long MemorySize,
    long SwapSize,
    int Vms,
    int PerVm,
    int BufferSize,
    int GpuSteps,
    int CpuSteps,
    int ReclaimSteps,
    int ReclaimPages,
    bool Cycles)
{
    private const int FirmwarePages = 24;

    /// <summary>7 × 32 KiB over 64 pages besides those of the firmware, of which page tables take some.</summary>
    public static PressureShape Small { get; } =
        new(64 + FirmwarePages << 12, 1 << 20, 2, 3, 32 << 10, 6, 6, 3, 8, Cycles: false);

    /// <summary>2 GiB and 16 MiB over 256 MiB.</summary>
    public static PressureShape Large { get; } =
        new(256 << 20, 3L << 30, 16, 8, 16 << 20, 512, 128, 16, 8192, Cycles: true);

    /// <summary>Buffers, the shared one included.</summary>
    public int Buffers => Vms * PerVm + 1;

    /// <summary>Number of the buffer that all VMs map.</summary>
    public int Shared => Vms * PerVm;

    /// <summary>Pages of a buffer.</summary>
    public int Pages => BufferSize / 4096;
}
