namespace Panthor.Driver.Gpuvm;

/// <summary>How many steps the operations on a VM took so far.</summary>
/// <param name="Maps">New mappings.</param>
/// <param name="Remaps">Old mappings that gave way to a part of themselves.</param>
/// <param name="Prevs">Of these, those of which something before the hole was left.</param>
/// <param name="Nexts">Of these, those of which something after the hole was left.</param>
/// <param name="Unmaps">Old mappings that went.</param>
public readonly record struct GpuVmStepCounts(long Maps, long Remaps, long Prevs, long Nexts, long Unmaps)
{
    /// <summary>The steps between two counts.</summary>
    public static GpuVmStepCounts operator -(GpuVmStepCounts later, GpuVmStepCounts earlier) => new(
        later.Maps - earlier.Maps,
        later.Remaps - earlier.Remaps,
        later.Prevs - earlier.Prevs,
        later.Nexts - earlier.Nexts,
        later.Unmaps - earlier.Unmaps);

    /// <summary>The steps between two counts.</summary>
    public static GpuVmStepCounts Subtract(GpuVmStepCounts later, GpuVmStepCounts earlier) => later - earlier;
}
