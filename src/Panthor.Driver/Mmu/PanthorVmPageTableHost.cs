using Panthor.Driver.IoPgtable;

namespace Panthor.Driver.Mmu;

/// <summary>Lets the page table of a VM take its pages from the operation in progress.</summary>
/// <remarks>C: alloc_pt and free_pt of panthor_mmu.c, with the VM as cookie.</remarks>
internal readonly struct PanthorVmPageTableHost : IPageTableHost
{
    private readonly PanthorVm _vm;

    public PanthorVmPageTableHost(PanthorVm vm) => _vm = vm;

    public bool TryAllocateRoot(out ulong pa) => _vm.TryAllocateRootTable(out pa);

    public bool TryAllocateTable(out ulong pa) => _vm.TryTakeReservedTable(out pa);

    public void FreeRoot(ulong pa) => _vm.Mmu.Caches.FreePage(pa);

    public void FreeTable(ulong pa) => _vm.Mmu.Caches.FreePage(pa);

    public void Warn(string what) => _vm.Device.WarnOn(true, what);

    public void WarnOnce(string what) => _vm.Mmu.WarnOnce(what);
}
