using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

public sealed class SparseTests
{
    private const ulong Va = 0x4000_0000;
    private const uint NoExec = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC;
    private const uint Sparse = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE | NoExec;

    [Fact]
    public void A_sparse_range_shows_the_dummy_object_over_and_over_by_blocks_where_they_fit()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        Assert.True(lab.Machine.Map(1, 0, Va + (500 * Page), (4 * Block) + Page, 0, Sparse).IsOk);
        ulong dummy = lab.Machine.File.Vms.Dummy.Pages![0];
        for (ulong at = 500 * Page; at < (4 * Block) + (501 * Page); at += Page)
            Assert.Equal(dummy + (at % Block), vm.IovaToPhys(Va + at));
        Assert.Equal(3, Levels(vm).Count(level => level == 2));
        GpuVa mapping = Assert.Single(Mappings(vm));
        Assert.Equal(500 * Page, mapping.Offset);
        Assert.Null(TableChecker.Difference(vm));
    }

    [Fact]
    public void The_dummy_object_has_no_pages_before_the_first_sparse_map_and_belongs_to_one_client()
    {
        using var lab = new VmLab();
        lab.NewVm();
        PanthorGemObject dummy = lab.Machine.File.Vms.Dummy;
        Assert.Equal((Block, PanthorDrm.DRM_PANTHOR_BO_NO_MMAP, null), (dummy.Size, dummy.Flags, dummy.Pages));
        Assert.True(lab.Machine.Map(1, 0, Va, Page, 0, Sparse).IsOk);
        Assert.NotNull(dummy.Pages);
        Assert.Equal(0, lab.Machine.File.BufferCount);

        DrmFile other = lab.Machine.Open();
        Assert.NotSame(dummy, other.Vms.Dummy);
        lab.Machine.Machine.Call("test", other.CloseAsync);
    }

    [Theory]
    [InlineData(Sparse & ~NoExec, 0, 0, "DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC")]
    [InlineData(Sparse, 1, 0, "bo_handle 1")]
    [InlineData(Sparse, 0, 0x1000, "bo_offset 0x1000")]
    [InlineData(Sparse | 0x10, 0, 0, "are not those of a map")]
    [InlineData(Sparse | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, "an unmap with flags")]
    [InlineData(Sparse | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY, 0, 0, "a sync-only operation with flags")]
    [InlineData(Sparse, 0, 0x800, "bo_offset 0x800 is not aligned")]
    public void A_sparse_map_with_anything_else_is_EINVAL(uint flags, uint handle, ulong offset, string check)
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        lab.Machine.NewBuffer(Page);
        KernelResult result = lab.Machine.Map(1, handle, Va, Page, offset, flags);
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.Contains(check, result.Check);
        Assert.Equal((0, 0), (vm.MappingCount, lab.Machine.File.Vms.Dummy.PinCount));
    }

    [Theory]
    [InlineData(Va + 0x800, Page, "va 0x40000800 is not aligned")]
    [InlineData(Va, Page + 1, "size 0x1001 is not aligned")]
    [InlineData(0x8000_0000_0000, Page, "reaches into the kernel's range")]
    public void A_sparse_map_of_an_impossible_range_is_EINVAL(ulong va, ulong size, string check)
    {
        using var lab = new VmLab();
        lab.NewVm();
        KernelResult result = lab.Machine.Map(1, 0, va, size, 0, Sparse);
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.Contains(check, result.Check);
    }

    [Fact]
    public void Without_memory_for_the_dummy_object_a_sparse_map_is_ENOMEM()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        var fault = new FaultInjection(HardwareFaultPoints.PageAllocation)
        {
            Match = subject => subject is PageUse.Buffer,
            Times = 2,
        };
        lab.Simulation.Faults.Add(fault);
        Assert.Equal(Errno.ENOMEM, lab.Machine.Map(1, 0, Va, Page, 0, Sparse).Errno);
        Assert.Equal(0, vm.MappingCount);
        Assert.True(lab.Machine.Map(1, 0, Va, Page, 0, Sparse).IsOk);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_later_map_populates_a_part_and_the_rest_stays_sparse(bool isDummyOfSmallPages)
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        if (isDummyOfSmallPages)
            lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation)
            {
                Match = subject => subject is PageUse.Buffer,
                Times = 1,
            });
        Assert.True(lab.Machine.Map(1, 0, Va, 4 * Block, 0, Sparse).IsOk);
        Assert.Equal(isDummyOfSmallPages ? 0 : 4, Levels(vm).Count(level => level == 2));
        uint buffer = lab.Machine.NewBuffer(3 * Page);
        lab.Activate(vm);
        Assert.True(lab.Machine.Map(1, buffer, Va + Block - Page, 3 * Page).IsOk);
        Assert.Null(TableChecker.Difference(vm));
        Assert.Equal([0UL, 0UL, 2 * Page], Mappings(vm).Select(va => va.Offset));
        Assert.Equal(isDummyOfSmallPages ? 0 : 2, Levels(vm).Count(level => level == 2));
        Assert.True(lab.Read(vm, Va + Block - Page, 3 * (int)Page).IsOk);

        // And sparse again, in one operation over all of it.
        Assert.True(lab.Machine.Map(1, 0, Va, 4 * Block, 0, Sparse).IsOk);
        Assert.Null(TableChecker.Difference(vm));
        Assert.Equal(1, vm.MappingCount);
        Assert.Empty(lab.TakeFindings());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(511, 1)]
    [InlineData(511, 2)]
    [InlineData(100, 1024)]
    [InlineData(512, 512)]
    public void A_partial_unmap_of_a_sparse_range_leaves_the_rest(ulong first, ulong count)
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        Assert.True(lab.Machine.Map(1, 0, Va, 4 * Block, 0, Sparse).IsOk);
        lab.Activate(vm);
        Assert.True(lab.Machine.Unmap(1, Va + (first * Page), count * Page).IsOk);
        Assert.Null(TableChecker.Difference(vm));
        Assert.Equal(0UL, vm.IovaToPhys(Va + (first * Page)));
        Assert.Equal(0UL, vm.IovaToPhys(Va + ((first + count - 1) * Page)));
        Assert.NotEqual(0UL, vm.IovaToPhys(Va + ((first + count) * Page)));
        Assert.All(Mappings(vm), va => Assert.True(va.Offset < Block));
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void What_a_client_writes_to_a_sparse_range_comes_back_at_every_repetition_unless_it_is_read_only()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        Assert.True(lab.Machine.Map(1, 0, Va, 2 * Block, 0, Sparse).IsOk);
        const uint ReadOnly = Sparse | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_READONLY;
        Assert.True(lab.Machine.Map(1, 0, 2 * Va, Page, 0, ReadOnly).IsOk);
        lab.Activate(vm);
        byte[] bytes = [1, 2, 3, 4];
        Assert.True(lab.Machine.Call(() => lab.Board.AccessPort.WriteAsync(1, Va, bytes)).IsOk);
        byte[] read = new byte[4];
        Assert.True(lab.Machine.Call(() => lab.Board.AccessPort.ReadAsync(1, Va + Block, read)).IsOk);
        Assert.Equal(bytes, read);
        Assert.Equal(GpuException.PERM_FAULT_3, lab.Write(vm, 2 * Va).Exception);
        lab.Settle();
        Assert.NotEmpty(lab.TakeFindings());
    }

    [Fact]
    public void A_VM_that_outlives_its_file_keeps_the_dummy_object()
    {
        using var lab = new VmLab();
        DrmFile file = lab.Machine.Open();
        uint id = lab.Machine.Call(() => file.VmCreateAsync(0, 0)).Value.Id;
        PanthorVm vm = file.Vms.Get(id)!;
        PanthorGemObject dummy = file.Vms.Dummy;
        lab.Machine.Machine.Call("test", file.CloseAsync);
        Assert.Equal(1, dummy.ReferenceCount);
        lab.Machine.Machine.Call("test", vm.PutAsync);
        Assert.Equal(0, dummy.ReferenceCount);
    }

    private static List<GpuVa> Mappings(PanthorVm vm)
    {
        List<GpuVa> mappings = [];
        foreach (GpuVa va in vm.Mappings)
            mappings.Add(va);
        return mappings;
    }

    private static List<int> Levels(PanthorVm vm)
    {
        var visitor = new LevelList([]);
        vm.VisitPageTable(ref visitor);
        return visitor.Levels;
    }

    private readonly record struct LevelList(List<int> Levels) : IPageTableVisitor
    {
        public bool VisitTable(in PageTableEntry entry) => true;

        public bool VisitLeaf(in PageTableEntry entry)
        {
            Levels.Add(entry.Level);
            return true;
        }
    }
}
