namespace Panthor.Hardware;

/// <summary>What an address space is doing.</summary>
public enum AddressSpaceState
{
    /// <summary>It translates nothing: never enabled, or UPDATEd to ADRMODE_UNMAPPED.</summary>
    Disabled,

    /// <summary>It translates.</summary>
    Enabled,

    /// <summary>It translates, except for accesses to the locked region, which wait.</summary>
    Locked,

    /// <summary>It has faulted: all accesses are terminated until the next UPDATE.</summary>
    Faulted,
}
