namespace PanthorPS;

/// <summary>The memory of a device's machine, in pages of 4 KiB (a snapshot).</summary>
/// <param name="TotalPages">Pages of memory.</param>
/// <param name="FreePages">Pages that nobody uses.</param>
/// <param name="PageTablePages">Pages of page tables.</param>
/// <param name="BufferPages">Pages of buffers.</param>
/// <param name="SwapUsed">Pages in swap.</param>
/// <param name="SwapTotal">Pages that fit in swap.</param>
/// <param name="Watermark">Below so many free pages background reclaim starts.</param>
/// <param name="WatermarkMin">Below so many free pages an allocation has to reclaim by itself.</param>
/// <param name="ReclaimablePages">Pages of buffers that could be taken away.</param>
public sealed record GpuMemory(
    long TotalPages,
    long FreePages,
    long PageTablePages,
    long BufferPages,
    long SwapUsed,
    long SwapTotal,
    long Watermark,
    long WatermarkMin,
    long ReclaimablePages);
