using System;

namespace Panthor.Driver.IoPgtable;

/// <summary>What a mapping permits and how it is cached: the IOMMU_* bits of linux/iommu.h.</summary>
[Flags]
public enum IommuProt
{
    /// <summary>No access; <c>map_pages</c> refuses it.</summary>
    None = 0,

    /// <summary>IOMMU_READ.</summary>
    Read = 1 << 0,

    /// <summary>IOMMU_WRITE.</summary>
    Write = 1 << 1,

    /// <summary>IOMMU_CACHE: write-back, inner shareable.</summary>
    Cache = 1 << 2,

    /// <summary>IOMMU_NOEXEC.</summary>
    NoExec = 1 << 3,

    /// <summary>IOMMU_MMIO: device memory.</summary>
    Mmio = 1 << 4,

    /// <summary>IOMMU_PRIV: privileged accesses only.</summary>
    Priv = 1 << 5,
}
