namespace Panthor.Driver.IoPgtable;

/// <summary>Makes page tables in the format ARM_64_LPAE_S1.</summary>
public static unsafe class ArmLpaeS1
{
    /// <summary>Makes an empty page table with its root page.</summary>
    /// <param name="config">Sizes of the addresses and coherency.</param>
    /// <param name="memory">Pointer to the first byte of physical memory.</param>
    /// <param name="memoryBase">Physical address of that byte.</param>
    /// <param name="host">Gives the pages.</param>
    /// <returns>Null when the configuration is impossible or no page is left.</returns>
    /// <remarks>C: arm_64_lpae_alloc_pgtable_s1.</remarks>
    public static ArmLpaeS1<THost>? Create<THost>(
        IoPgtableConfig config, byte* memory, ulong memoryBase, in THost host)
        where THost : struct, IPageTableHost
    {
        config = config.Restrict();
        bool isPossible = config.Ias > ArmLpae.LevelShift(ArmLpae.LastLevel - 1) && config.HasValidOutputSize;
        return isPossible ? ArmLpaeS1<THost>.Create(config, memory - memoryBase, host) : null;
    }
}
