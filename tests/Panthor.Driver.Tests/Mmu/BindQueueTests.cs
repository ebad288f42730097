using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.JobScheduling.DrmPanthorSyncOp;
using static Panthor.Driver.Tests.Mmu.BindLab;

namespace Panthor.Driver.Tests.Mmu;

public sealed class BindQueueTests
{
    [Fact]
    public void An_asynchronous_bind_returns_first_and_is_executed_later()
    {
        using BindLab lab = new();
        uint done = lab.NewSyncobj();
        Assert.True(lab.Queue(lab.Map(1, DrmPanthorSyncOp.Signal(done))).IsOk);
        Assert.False(lab.IsMapped(1));
        Assert.Equal(1, lab.Vm.QueuedBinds);
        lab.Run();
        Assert.True(lab.IsMapped(1));
        Assert.Equal(Errno.None, lab.Look(done));
        Assert.Equal(Errno.None, lab.ErrorOf(done));
    }

    [Fact]
    public void Operations_of_one_call_wait_for_each_other_by_binary_and_timeline()
    {
        using BindLab lab = new();
        uint binary = lab.NewSyncobj();
        uint timeline = lab.NewSyncobj();
        Assert.True(lab.Queue(
            lab.Map(1, DrmPanthorSyncOp.Signal(binary)),
            Unmap(1, Wait(binary), DrmPanthorSyncOp.Signal(timeline, 7)),
            SyncOnly(Wait(timeline, 7), DrmPanthorSyncOp.Signal(binary))).IsOk);
        lab.Run();
        Assert.False(lab.IsMapped(1));
        Assert.Equal(Errno.None, lab.Look(binary));
        Assert.Equal([7UL], lab.Syncobjs.Query([timeline]).Value);
    }

    [Fact]
    public void A_queue_keeps_its_order_and_another_VM_s_queue_does_not_wait()
    {
        using BindLab lab = new();
        uint gate = lab.NewSyncobj(out DmaFence fence);
        PanthorVm other = lab.File.Vms.Find(lab.Machine.NewVm())!;
        Assert.True(lab.Queue(lab.Map(1, Wait(gate))).IsOk);
        Assert.True(lab.Queue(Unmap(1)).IsOk);
        Assert.True(lab.Queue(lab.Map(2)).IsOk);
        Assert.True(lab.Machine.Call(
            () => lab.File.VmBindAsync(2, new[] { lab.Map(3) }, PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC)).Result.IsOk);
        lab.Run();
        Assert.Equal(3, lab.Vm.QueuedBinds);
        Assert.False(lab.IsMapped(2));
        Assert.NotEqual(0UL, other.IovaToPhys(3 * VmLab.Page));
        BindLab.Signal(fence);
        lab.Run();
        Assert.False(lab.IsMapped(1));
        Assert.True(lab.IsMapped(2));
    }

    [Fact]
    public void A_synchronous_bind_overtakes_the_queue()
    {
        using BindLab lab = new();
        uint gate = lab.NewSyncobj(out DmaFence fence);
        Assert.True(lab.Queue(Unmap(1, Wait(gate))).IsOk);
        Assert.True(lab.Machine.Bind(lab.VmId, lab.Map(1)).IsOk);
        Assert.True(lab.IsMapped(1));
        BindLab.Signal(fence);
        lab.Run();
        Assert.False(lab.IsMapped(1));
    }

    [Fact]
    public void A_sync_only_operation_waits_for_the_binds_before_it()
    {
        using BindLab lab = new();
        uint gate = lab.NewSyncobj(out DmaFence fence);
        uint done = lab.NewSyncobj();
        Assert.True(lab.Queue(lab.Map(1, Wait(gate))).IsOk);
        Assert.True(lab.Queue(SyncOnly(DrmPanthorSyncOp.Signal(done))).IsOk);
        lab.Run();
        Assert.Equal(Errno.ETIME, lab.Look(done));
        BindLab.Signal(fence);
        lab.Run();
        Assert.Equal(Errno.None, lab.Look(done));
    }

    [Fact]
    public void The_buffer_and_the_VM_keep_the_fence_of_a_queued_bind_as_bookkeeping_only()
    {
        using BindLab lab = new();
        uint gate = lab.NewSyncobj(out DmaFence fence);
        DmaResv resv = lab.File.Buffers.Single().Value.Resv;
        Assert.True(lab.Queue(lab.Map(1, Wait(gate))).IsOk);
        foreach (DmaResv each in new[] { resv, lab.Vm.Resv })
        {
            Assert.Equal(1, each.FenceCount);
            Assert.False(each.TestSignaled(DmaResvUsage.Bookkeep));
            Assert.True(each.TestSignaled(DmaResvUsage.Read));
        }

        BindLab.Signal(fence);
        lab.Run();
        Assert.True(resv.TestSignaled(DmaResvUsage.Bookkeep));
    }

    [Fact]
    public void A_bind_that_fails_makes_the_VM_unusable_for_all_but_synchronous_unmaps()
    {
        using BindLab lab = new();
        Assert.True(lab.Machine.Map(lab.VmId, lab.Buffer, 5 * VmLab.Page, VmLab.Page).IsOk);
        Assert.Equal(Errno.None, lab.Machine.Call(lab.Vm.ActiveAsync));
        uint failed = lab.NewSyncobj();
        uint next = lab.NewSyncobj();
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.MmuCommand));
        Assert.True(lab.Queue(
            lab.Map(1, DrmPanthorSyncOp.Signal(failed)),
            lab.Map(2, DrmPanthorSyncOp.Signal(next)),
            Unmap(5)).IsOk);
        lab.Run();
        Assert.NotEqual(Errno.None, lab.ErrorOf(failed));
        Assert.True(lab.Vm.IsUnusable);
        Assert.Equal(Errno.EINVAL, lab.ErrorOf(next));
        Assert.False(lab.IsMapped(2));
        Assert.False(lab.IsMapped(5));

        Assert.Contains("unusable", lab.Machine.Bind(lab.VmId, lab.Map(3)).Check);
        Assert.Equal(Errno.EINVAL, lab.Queue(lab.Map(3)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Queue(Unmap(3)).Errno);
        Assert.True(lab.Machine.Unmap(lab.VmId, 0, 16 * VmLab.Page).IsOk);
        lab.Machine.Machine.Call("test", lab.Vm.IdleAsync);
        lab.Run();
        lab.Simulation.Findings.Clear();
    }

    [Fact]
    public void A_reset_holds_the_queues_and_lets_them_go_on()
    {
        using BindLab lab = new();
        Assert.True(lab.Queue(lab.Map(1)).IsOk);
        lab.Machine.Machine.Call("reset", lab.Machine.Device.Mmu.PreResetAsync);
        int before = lab.Vm.QueuedBinds;
        Assert.True(lab.Queue(lab.Map(2), lab.Map(3)).IsOk);
        uint late = lab.Machine.NewVm();
        Assert.True(lab.Machine.Call(
            () => lab.File.VmBindAsync(late, new[] { lab.Map(1) }, PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC)).Result.IsOk);
        lab.Run();
        Assert.Equal(before + 2, lab.Vm.QueuedBinds);
        Assert.Equal(1, lab.File.Vms.Find(late)!.QueuedBinds);
        lab.Machine.Machine.Call("reset", lab.Machine.Device.Mmu.PostResetAsync);
        lab.Run();
        Assert.True(lab.IsMapped(1) && lab.IsMapped(2) && lab.IsMapped(3));
        Assert.Equal(0, lab.File.Vms.Find(late)!.QueuedBinds);
    }

    [Fact]
    public void A_VM_that_is_destroyed_during_a_reset_ends()
    {
        using BindLab lab = new();
        uint vm = lab.Machine.NewVm();
        lab.Machine.Machine.Call("reset", lab.Machine.Device.Mmu.PreResetAsync);
        Assert.True(lab.Machine.Call(() => lab.File.VmDestroyAsync(vm)).IsOk);
        Assert.Equal(lab.Vm, Assert.Single(lab.Machine.ClientVms));
        lab.Machine.Machine.Call("reset", lab.Machine.Device.Mmu.PostResetAsync);
    }

    [Fact]
    public void A_destroyed_VM_lives_until_its_queue_is_empty()
    {
        using BindLab lab = new();
        uint gate = lab.NewSyncobj(out DmaFence fence);
        uint done = lab.NewSyncobj();
        Assert.True(lab.Queue(Unmap(1, Wait(gate), DrmPanthorSyncOp.Signal(done))).IsOk);
        Assert.True(lab.Machine.Call(() => lab.File.VmDestroyAsync(lab.VmId)).IsOk);
        lab.Run();
        Assert.Contains(lab.Vm, lab.Machine.Device.Mmu.VmList);
        Assert.Equal(Errno.ETIME, lab.Look(done));
        BindLab.Signal(fence);
        lab.Run();
        Assert.Equal(Errno.None, lab.Look(done));
        Assert.DoesNotContain(lab.Vm, lab.Machine.Device.Mmu.VmList);
    }

    [Fact]
    public void A_map_that_runs_after_VM_DESTROY_keeps_the_VM_for_ever_as_in_the_kernel()
    {
        using BindLab lab = new(new MachineOptions
        {
            MemorySize = 32L << 20,
            Without = [ProjectPatches.RefuseMapsAfterVmDestroy],
        });
        uint gate = lab.NewSyncobj(out DmaFence fence);
        Assert.True(lab.Queue(lab.Map(1, Wait(gate))).IsOk);
        Assert.True(lab.Machine.Call(() => lab.File.VmDestroyAsync(lab.VmId)).IsOk);
        BindLab.Signal(fence);
        lab.Run();
        Assert.Contains(lab.Vm, lab.Machine.Device.Mmu.VmList);

        // The mapping refers to the VM, and nobody can unmap it any more. The test can.
        lab.Machine.Machine.Call("test", async () =>
        {
            lab.Vm.Get();
            Assert.Equal(Errno.None, await lab.Vm.UnmapRangeAsync(0, 16 * VmLab.Page));
            await lab.Vm.PutAsync();
        });
    }

    [Fact]
    public void A_map_that_would_run_after_VM_DESTROY_is_refused_with_our_patch()
    {
        using BindLab lab = new();
        uint gate = lab.NewSyncobj(out DmaFence fence);
        uint done = lab.NewSyncobj();
        Assert.True(lab.Queue(lab.Map(1, Wait(gate), DrmPanthorSyncOp.Signal(done))).IsOk);
        Assert.True(lab.Machine.Call(() => lab.File.VmDestroyAsync(lab.VmId)).IsOk);
        BindLab.Signal(fence);
        lab.Run();
        Assert.Equal(Errno.EINVAL, lab.ErrorOf(done));
        Assert.DoesNotContain(lab.Vm, lab.Machine.Device.Mmu.VmList);
    }

    [Fact]
    public void A_client_may_close_with_binds_in_its_queues()
    {
        using BindLab lab = new();
        DrmFile file = lab.Machine.Open();
        uint vm = lab.Machine.Call(() => file.VmCreateAsync(0, 0)).Value.Id;
        uint gate = lab.NewSyncobj(out DmaFence fence);
        DrmSyncobj syncobj = lab.Syncobjs.Find(gate)!;
        uint shared = file.Syncobjs.GetHandle(syncobj).Value;
        syncobj.Put();
        Assert.True(lab.Machine.Call(() => file.VmBindAsync(
            vm, new[] { Unmap(1, Wait(shared)), Unmap(2) }, PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC)).Result.IsOk);
        lab.Machine.Machine.Call("close", file.CloseAsync);
        lab.Run();
        Assert.Equal(2, lab.Machine.ClientVms.Length);
        BindLab.Signal(fence);
        lab.Run();
        Assert.Single(lab.Machine.ClientVms);
    }

    [Fact]
    public void A_fence_that_nobody_signals_is_a_finding_when_the_device_goes()
    {
        BindLab lab = new();
        uint gate = lab.NewSyncobj(out DmaFence fence);
        Assert.True(lab.Queue(lab.Map(1, Wait(gate))).IsOk);
        lab.Machine.Machine.Call("close", lab.File.CloseAsync);
        lab.Machine.Machine.Remove();
        Assert.Contains(lab.Simulation.Findings, finding => finding.Kind == FindingKind.Fence);
        fence.Put();
        lab.Machine.Machine.Dispose();
    }
}
