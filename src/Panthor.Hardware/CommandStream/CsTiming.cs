namespace Panthor.Hardware;

/// <summary>What instructions and jobs cost, in cycles of the core clock.</summary>
/// <remarks>
/// No datasheet gives these numbers. They are of the order that makes a loop of simple instructions run at about the
/// core clock, a load take as long as an access to the L2 cache, and a job as long as its work on the cores there are.
/// </remarks>
internal static class CsTiming
{
    public const int Simple = 1;
    public const int Sync = 4;
    public const int Call = 4;
    public const int StoreState = 8;
    public const int Other = 4;

    /// <summary>Issue of a load or store.</summary>
    public const int LoadStore = 2;

    /// <summary>From the issue of a load or store to its effect.</summary>
    public const int LoadStoreLatency = 40;

    /// <summary>A warp of 16 threads of a compute job on a core.</summary>
    public const int Warp = 32;

    /// <summary>Threads in a warp.</summary>
    public const int WarpThreads = 16;

    /// <summary>A vertex of a tiling job.</summary>
    public const int Vertex = 8;

    /// <summary>A tile of 16 × 16 pixels of a fragment job on a core.</summary>
    public const int Tile = 256;

    /// <summary>What every job takes at least.</summary>
    public const int Job = 200;
}
