namespace Panthor.Driver.Gem;

/// <summary>How a fault handler ended (<c>vm_fault_t</c>).</summary>
public enum VmFault
{
    /// <summary>The page is in the page table: go on (<c>VM_FAULT_NOPAGE</c>).</summary>
    NoPage,

    /// <summary>Access again; the fault will come back if it must (<c>VM_FAULT_RETRY</c>).</summary>
    Retry,

    /// <summary>No large page is there: try a small one (<c>VM_FAULT_FALLBACK</c>).</summary>
    Fallback,

    /// <summary>The access ends with a bus error (<c>VM_FAULT_SIGBUS</c>).</summary>
    SigBus,
}
