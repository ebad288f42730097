namespace Panthor.Driver.Gem;

/// <summary>How easily the pages of a buffer could be taken away (<c>enum panthor_gem_reclaim_state</c>).</summary>
public enum GemReclaimState
{
    /// <summary>Has pages; nobody maps them.</summary>
    Unused,

    /// <summary>Has pages; only CPU mappings refer to them.</summary>
    Mmapped,

    /// <summary>Mapped in the address space of exactly one VM.</summary>
    GpuMappedSingleVm,

    /// <summary>Mapped in the address spaces of several VMs.</summary>
    GpuMappedMultiVm,

    /// <summary>Pinned, or without pages: there is nothing that could be reclaimed.</summary>
    Unreclaimable,
}
