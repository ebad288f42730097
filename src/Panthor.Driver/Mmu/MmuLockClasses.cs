using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <summary>The locks of the MMU code, as the lock checker knows them.</summary>
public static class MmuLockClasses
{
    /// <summary>panthor_vm::op_lock.</summary>
    public static readonly LockClass OpLock = new("panthor_vm.op_lock");

    /// <summary>panthor_vm::heaps.lock.</summary>
    public static readonly LockClass HeapsLock = new("panthor_vm.heaps.lock");

    /// <summary>panthor_mmu::as.slots_lock.</summary>
    public static readonly LockClass SlotsLock = new("panthor_mmu.as.slots_lock");

    /// <summary>panthor_mmu::vm.lock.</summary>
    public static readonly LockClass VmLock = new("panthor_mmu.vm.lock");
}
