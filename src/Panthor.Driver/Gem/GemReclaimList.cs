namespace Panthor.Driver.Gem;

/// <summary>The lists of buffers that could give their pages up, in the order in which reclaim goes through them.</summary>
public enum GemReclaimList
{
    /// <summary>Nobody maps them (<c>unused</c>).</summary>
    Unused,

    /// <summary>Only the CPU maps them (<c>mmapped</c>).</summary>
    Mmapped,

    /// <summary>One VM maps them: a list for each VM (<c>vms</c>).</summary>
    Vm,

    /// <summary>Several VMs map them (<c>gpu_mapped_shared</c>).</summary>
    Shared,
}
