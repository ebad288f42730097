using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>Operations that fail, before they begin and half way: mappings and page table agree afterwards.</summary>
public sealed class HalfFailureTests
{
    private const ulong Va = 0x4000_0000;
    private const uint Sparse =
        PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC;

    [Fact]
    public void Wherever_a_table_is_missing_mappings_and_page_table_agree_and_the_VM_is_given_up()
    {
        int failures = 0;
        for (int after = 0; after < 16; after++)
            failures += Run(after, MmuFaultPoints.Use) ? 1 : 0;
        Assert.True(failures >= 10, $"only {failures} runs met the fault");
    }

    [Fact]
    public void Without_tables_to_reserve_an_operation_is_ENOMEM_and_changes_nothing()
    {
        for (int after = 0; after < 7; after++)
            Assert.True(Run(after, MmuFaultPoints.Reservation));
    }

    [Theory]
    [InlineData("panthor_vma", false)]
    [InlineData("panthor_vma", true)]
    [InlineData("drm_gpuvm_bo", false)]
    public void Without_kernel_memory_an_operation_is_ENOMEM_and_changes_nothing(string structure, bool isUnmap)
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(4 * Page);
        Assert.True(lab.Machine.Map(1, buffer, Va, 4 * Page).IsOk);
        lab.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation)
        {
            Match = subject => subject as string == structure,
        });
        KernelResult result = isUnmap
            ? lab.Machine.Unmap(1, Va + Page, Page)
            : lab.Machine.Map(1, buffer, Va + Page, Page);
        Assert.Equal(Errno.ENOMEM, result.Errno);
        Assert.Equal((1, false), (vm.MappingCount, vm.IsUnusable));
        Assert.Null(TableChecker.Difference(vm));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_mapping_of_an_operation_that_fails_half_way_is_lost_if_ReturnUnusedVma_is_missing(bool isPatched)
    {
        var machine = new TestMachine(new() { Without = isPatched ? [] : [PatchCatalogue.ReturnUnusedVma] });
        uint vm = machine.NewVm();
        uint buffer = machine.NewBuffer(4 * Page);
        machine.Machine.Simulation.Faults.Add(new FaultInjection(MmuFaultPoints.PageTableAllocation)
        {
            Match = subject => subject as string == MmuFaultPoints.Use,
        });
        Assert.Equal(Errno.ENOMEM, machine.Map(vm, buffer, Va, 4 * Page).Errno);
        machine.Call(async () =>
        {
            await machine.File.CloseAsync();
            return true;
        });
        machine.Machine.Remove();
        string[] leaks = [.. machine.Machine.Simulation.Findings
            .Where(finding => finding.Kind == FindingKind.Leak).Select(finding => finding.Title)];
        Assert.Equal(isPatched ? [] : ["1 object of panthor_vma still allocated"], leaks);
        machine.Machine.Dispose();
    }

    [Fact]
    public void Without_kernel_memory_no_VM_is_made()
    {
        using var lab = new VmLab();
        lab.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation)
        {
            Match = subject => subject as string == "panthor_vm",
        });
        Assert.Equal(Errno.ENOMEM, lab.Machine.Call(() => lab.Machine.File.VmCreateAsync(0, 0)).Errno);
        Assert.Equal(1u, lab.Machine.NewVm());
    }

    [Fact]
    public void A_lock_command_that_never_completes_fails_the_operation_and_asks_for_a_reset()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        lab.Activate(vm);
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.MmuCommand));
        KernelResult result = lab.Machine.Map(1, buffer, Va, Page);
        Assert.Equal(Errno.ETIMEDOUT, result.Errno);
        Assert.Contains("locking the region", result.Check);
        Assert.Null(TableChecker.Difference(vm));
        lab.Settle();
        Assert.Equal((1, 0), (lab.Machine.Device.ResetCount, vm.MappingCount));
        Assert.True(lab.Machine.Map(1, buffer, Va, Page).IsOk);
        lab.TakeFindings();
    }

    /// <summary>Seven operations, one of which misses a table. True if the fault came.</summary>
    private static bool Run(int after, string subject)
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint huge = lab.Machine.NewBuffer(2 * Block);
        uint small = lab.Machine.NewBuffer(8 * Page);
        lab.Activate(vm);
        FaultInjection fault = lab.Simulation.Faults.Add(new FaultInjection(MmuFaultPoints.PageTableAllocation)
        {
            After = after,
            Match = given => given as string == subject,
        });
        List<DrmPanthorVmBindOp> operations =
        [
            new(0, huge, 0, Va, 2 * Block),
            new(0, small, 0, Va + Block - (4 * Page), 8 * Page),
            new(Sparse, 0, 0, Va + (4 * Block), 3 * Block),
            new(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, Va + (5 * Block) - Page, 2 * Page),
            new(0, small, 0, Va + (6 * Block) + (7 * Page), 8 * Page),
            new(Sparse, 0, 0, (8UL << 39) - Page, 2 * Page),
            new(0, huge, Page, (16UL << 39) - Block, (2 * Block) - Page),
        ];
        foreach (DrmPanthorVmBindOp operation in operations)
        {
            bool wasUnusable = vm.IsUnusable;
            long fired = fault.Fired;
            int mappings = vm.MappingCount;
            KernelResult result = lab.Machine.Bind(1, operation);
            Assert.Null(TableChecker.Difference(vm));
            if (fault.Fired == fired)
                continue;
            Assert.Equal(Errno.ENOMEM, result.Errno);
            Assert.Equal(subject == MmuFaultPoints.Use, vm.IsUnusable && !wasUnusable);
            Assert.Equal(!vm.IsUnusable, lab.Board.AddressSpaceView(1).IsEnabled);
            Assert.True(vm.IsUnusable || vm.MappingCount == mappings);
        }

        Assert.True(lab.Machine.Call(() => lab.Machine.File.VmDestroyAsync(1)).IsOk);
        Assert.DoesNotContain(lab.TakeFindings(), title => title.Contains("fewer pages"));
        return fault.Fired > 0;
    }
}
