namespace Benchmarks.Workloads;

/// <summary>What all workloads share.</summary>
internal static class WorkloadConstants
{
    /// <summary>First virtual address.</summary>
    public const ulong VA0 = 1UL << 44;

    /// <summary>First physical address.</summary>
    public const ulong PA0 = 1UL << 32;

    public const ulong KiB = 1UL << 10;

    public const ulong MiB = 1UL << 20;

    public const ulong GiB = 1UL << 30;

    public const ulong Page = 4 * KiB;

    public const ulong Block = 2 * MiB;
}
