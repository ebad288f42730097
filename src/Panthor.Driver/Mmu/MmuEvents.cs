using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <summary>The events of the MMU code.</summary>
public static class MmuEvents
{
    /// <summary>A map operation of a VM.</summary>
    public static readonly EventId VmMap = new("panthor_vm_map", "vm*", "va", "size", "flags");

    /// <summary>An unmap operation of a VM.</summary>
    public static readonly EventId VmUnmap = new("panthor_vm_unmap", "vm*", "va", "size");

    /// <summary>A region of an address space was locked.</summary>
    public static readonly EventId LockRegion = new("panthor_vm_lock_region", "vm*", "as*", "start", "size");

    /// <summary>The region was flushed and unlocked.</summary>
    public static readonly EventId UnlockRegion = new("panthor_vm_unlock_region", "vm*", "as*");

    /// <summary>A VM got an address space.</summary>
    public static readonly EventId VmActive = new("panthor_vm_active", "vm*", "as*");

    /// <summary>A VM is no longer in use and may lose its address space.</summary>
    public static readonly EventId VmIdle = new("panthor_vm_idle", "vm*", "as*");

    /// <summary>A VM lost its address space to another one.</summary>
    public static readonly EventId VmEvicted = new("panthor_vm_release_as", "vm*", "as*");

    /// <summary>The GPU met a page fault.</summary>
    public static readonly EventId Fault = new("panthor_mmu_fault", "as*", "va", "status");
}
