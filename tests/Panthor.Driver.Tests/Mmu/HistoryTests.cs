using System;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>Patches of the history of VMs and address spaces: what is seen with them and without them.</summary>
public sealed class HistoryTests
{
    private const ulong Va = 0x4000_0000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_page_out_of_a_huge_one_is_unmapped_unless_PartialUnmapOfHugePages_is_missing(bool isPatched)
    {
        using VmLab lab = isPatched ? new() : new(null, MemoryPatches.PartialUnmapOfHugePages);
        PanthorVm vm = lab.NewVm();
        Assert.True(lab.Machine.Map(1, lab.Machine.NewBuffer(Block), Va, Block).IsOk);
        lab.Machine.Unmap(1, Va + Page, Page);
        Assert.Equal(isPatched, vm.IovaToPhys(Va + Page) == 0);
        Assert.NotEqual(0UL, vm.IovaToPhys(Va));
        Assert.Equal(isPatched, !vm.IsUnusable);
        Assert.Equal(isPatched, !lab.TakeFindings().Any(
            title => title.Contains("partial large IOPTE", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_TwoVmasForUnmap_a_hole_in_the_middle_of_a_mapping_is_an_oops()
    {
        VmLab lab = new(null, MemoryPatches.TwoVmasForUnmap);
        lab.NewVm();
        Assert.True(lab.Machine.Map(1, lab.Machine.NewBuffer(4 * Page), Va, 4 * Page).IsOk);
        Assert.True(lab.Machine.Unmap(1, Va, Page).IsOk);
        KernelOopsException oops = Assert.Throws<KernelOopsException>(
            () => lab.Machine.Unmap(1, Va + (2 * Page), Page));
        Assert.Contains("NULL pointer dereference", oops.Message, StringComparison.Ordinal);
        lab.Machine.Machine.Dispose();
    }

    /// <summary>The region is locked by hand here, as if an operation of the first VM were under way.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_VM_that_gets_the_address_space_of_another_inherits_no_lock_unless_a_patch_is_missing(bool isPatched)
    {
        using VmLab lab = isPatched ? new(2) : new(2, MemoryPatches.UnlockBeforeDisable);
        PanthorVm first = lab.NewVm();
        PanthorVm second = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        Assert.True(lab.Machine.Map(2, buffer, Va, Page).IsOk);
        lab.Activate(first);
        Assert.True(lab.Machine.Call(() => first.LockRegionByHandAsync(Va, Page)).IsOk);
        lab.Idle(first);
        Assert.Equal(Errno.None, lab.Activate(second));
        SimTask<GpuAccessResult> read = lab.Simulation.Spawn(
            "gpu", () => lab.Board.AccessPort.ReadAsync(second.AsId, Va, new byte[4]));
        lab.Simulation.RunFor(Duration.FromSeconds(1));
        Assert.Equal(isPatched, read.IsDone);

        // Only an operation of its own ends it.
        Assert.True(lab.Machine.Map(2, buffer, 2 * Va, Page).IsOk);
        Assert.True(lab.Simulation.RunToCompletion(read).IsOk);
        Assert.True(lab.Machine.Call(first.UnlockRegionByHandAsync).IsOk);
        lab.TakeFindings();
    }

    /// <summary>Somebody has waited for a fence under a reservation lock before, as reclaim does.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_job_of_a_bind_queue_takes_no_reservation_lock_unless_DeferBoCleanup_is_missing(bool isPatched)
    {
        using VmLab lab = isPatched ? new() : new(null, MemoryPatches.DeferBoCleanup);
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        Assert.True(lab.Machine.Map(1, buffer, Va, Page).IsOk);
        lab.Machine.Call(async () =>
        {
            DmaFences fences = lab.Machine.Device.Fences;
            DmaFence fence = new DmaFenceContext(fences, "test", "test", new LockClass("test")).NewFence();
            await vm.Resv.LockAsync();
            await fence.WaitAsync(false, Duration.FromMicroseconds(1));
            vm.Resv.Unlock();
            fence.Signal();
            fence.Put();
            return true;
        });
        DrmPanthorVmBindOp unmap = new(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, Va, Page);
        Assert.True(lab.Machine.Call(
            () => lab.Machine.File.VmBindAsync(1, new[] { unmap }, PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC)).Result.IsOk);
        lab.Settle();
        Assert.Equal(isPatched, !lab.TakeFindings().Any(title => title.Contains("circular", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_part_of_a_scattered_buffer_shows_the_right_pages_unless_PartialBoMapping_is_missing(bool isPatched)
    {
        using VmLab lab = isPatched ? new() : new(null, MemoryPatches.PartialBoMapping);
        PanthorVm vm = lab.NewVm();
        uint scattered = lab.Machine.NewBuffer(Block + (16 * Page));
        Assert.True(lab.Machine.Map(1, scattered, Va, Block + (15 * Page), Page).IsOk);
        Assert.True(lab.Machine.ClientBuffers[^1].DeviceMap.Length > 1);
        Assert.Equal(isPatched, TableChecker.Difference(vm) is null);
        Assert.True(lab.Machine.Unmap(1, Va, Block + (15 * Page)).IsOk);
        lab.TakeFindings();
    }

    [Fact]
    public void A_bind_and_the_end_of_its_VM_may_race()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 200; seed++)
            Assert.Empty(BindAndDestroy(seed, arena));
    }

    [Fact]
    public void Without_VmHandleLock_a_bind_uses_a_VM_that_was_freed()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 500; seed++)
        {
            string[] findings = BindAndDestroy(seed, arena, MemoryPatches.VmHandleLock);
            if (findings.Length == 0)
                continue;
            Assert.StartsWith("slab-use-after-free in panthor_vm_pool_get_vm", findings[0]);
            return;
        }

        Assert.Fail("500 schedules found nothing");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_map_lists_its_buffer_under_the_lock_of_the_list_unless_ExtobjUnderResv_is_missing(bool isPatched)
    {
        using VmLab lab = isPatched ? new() : new(null, MemoryPatches.ExtobjUnderResv);
        lab.NewVm();
        Assert.True(lab.Machine.Map(1, lab.Machine.NewBuffer(Page, vm: 1), Va, Page).IsOk);
        Assert.Empty(lab.TakeFindings());
        Assert.True(lab.Machine.Map(1, lab.Machine.NewBuffer(Page), 2 * Va, Page).IsOk);
        Assert.Equal(isPatched, !lab.TakeFindings().Any(
            title => title.Contains("drm_gpuvm_bo_extobj_add", StringComparison.Ordinal)));
    }

    /// <summary>The chunk of a heap cannot be unmapped, for want of memory.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_kernel_buffer_that_cannot_be_unmapped_gives_its_addresses_back_unless_FreeKernelVa_is_missing(
        bool isPatched)
    {
        using VmLab lab = isPatched ? new() : new(null, MemoryPatches.FreeKernelVa);
        lab.NewVm();
        DrmPanthorTilerHeap first = NewHeap(lab);
        lab.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation)
        {
            Match = subject => subject is "panthor_vma",
        });
        Assert.True(lab.Machine.Call(() => lab.Machine.File.TilerHeapDestroyAsync(first.Handle)).IsOk);
        Assert.Empty(lab.TakeFindings());
        DrmPanthorTilerHeap second = NewHeap(lab);
        Assert.Equal(isPatched, first.FirstHeapChunkGpuVa == second.FirstHeapChunkGpuVa);
        Assert.Equal(isPatched, !lab.TakeFindings().Any(title => title.StartsWith(
            "slab-use-after-free in drm_mm_insert_node: panthor_kernel_bo", StringComparison.Ordinal)));
        Assert.True(lab.Machine.Call(() => lab.Machine.File.VmDestroyAsync(1)).IsOk);
        lab.TakeFindings();
    }

    /// <summary>A group is freed after its device was unplugged: when its client closes.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_group_outlives_the_firmware_unless_KernelBoKeepsVm_is_missing(bool isPatched)
    {
        using Machine machine = Machine.Create(new MachineOptions
        {
            MemorySize = 32L << 20,
            Without = isPatched ? [] : [MemoryPatches.KernelBoKeepsVm],
        }).Value;
        DrmFile file = machine.Open("test").Value;
        uint vm = machine.Call("test", () => file.VmCreateAsync(0, 0)).Value.Id;
        DrmPanthorGroupCreate args = new(vm, new DrmPanthorQueueCreate[] { new(4096) });
        Assert.True(machine.Call("test", () => file.GroupCreateAsync(args)).IsOk);
        machine.Call("test", machine.Device.UnplugAsync);
        Assert.Empty(machine.Simulation.Findings);
        machine.Call("test", file.CloseAsync);
        machine.Simulation.RunFor(Duration.FromSeconds(1));
        string[] findings = [.. machine.Simulation.Findings.Select(finding => finding.Title)];
        Assert.Equal(isPatched, findings.Length == 0);
        if (!isPatched)
            Assert.StartsWith("refcount_t: the last reference of a VM went with one of its mappings", findings[0]);
    }

    private static DrmPanthorTilerHeap NewHeap(VmLab lab)
    {
        KernelResult<DrmPanthorTilerHeap> heap = lab.Machine.Call(
            () => lab.Machine.File.TilerHeapCreateAsync(new(1, 1, 128 << 10, 1, 0)));
        Assert.True(heap.IsOk, heap.ToString());
        return heap.Value;
    }

    private static string[] BindAndDestroy(ulong seed, MemoryArena arena, params DriverPatch[] without)
    {
        using Machine machine = Machine.Create(new MachineOptions
        {
            MemorySize = 16L << 20,
            SwapSize = 0,
            Chooser = new PctChooser(seed, steps: 100),
            Arena = arena,
            Without = without,
        }).Value;
        DrmFile file = machine.Open("test").Value;
        uint vm = machine.Call("test", () => file.VmCreateAsync(0, 0)).Value.Id;
        uint buffer = machine.Call("test", () => file.BoCreateAsync(4096, 0, 0)).Value.Handle;
        SimTask[] tasks =
        [
            machine.Simulation.Spawn(
                "binder",
                async () => await file.VmBindAsync(vm, new[] { new DrmPanthorVmBindOp(0, buffer, 0, Va, 4096) })),
            machine.Simulation.Spawn("destroyer", async () => await file.VmDestroyAsync(vm)),
        ];
        try
        {
            machine.Simulation.RunUntil(
                () => tasks.All(task => task.State is TaskState.Completed or TaskState.Failed),
                Duration.FromSeconds(1));
        }
        catch (KernelOopsException)
        {
            // It is among the findings.
        }

        return [.. machine.Simulation.Findings.Select(finding => finding.Title)];
    }
}
