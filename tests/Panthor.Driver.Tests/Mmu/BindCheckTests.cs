using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.JobScheduling.DrmPanthorSyncOp;
using static Panthor.Driver.Tests.Mmu.BindLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>What an asynchronous VM_BIND refuses: then nothing at all is queued, and nothing is left behind.</summary>
public sealed class BindCheckTests
{
    [Theory]
    [InlineData(0x100u, 1u, 0ul, Errno.EINVAL, "unknown bits 0x100")]
    [InlineData(2u, 1u, 0ul, Errno.EINVAL, "handle type 2")]
    [InlineData(0u, 1u, 3ul, Errno.EINVAL, "must be 0")]
    [InlineData(0u, 9u, 0ul, Errno.ENOENT, "handle 9")]
    [InlineData(0u, 1u, 0ul, Errno.EINVAL, "no fence")]
    [InlineData(1u, 1u, 3ul, Errno.EINVAL, "not submitted")]
    [InlineData(0x8000_0100u, 1u, 0ul, Errno.EINVAL, "unknown bits 0x100")]
    [InlineData(0x8000_0002u, 1u, 0ul, Errno.EINVAL, "handle type 2")]
    [InlineData(0x8000_0000u, 1u, 3ul, Errno.EINVAL, "must be 0")]
    [InlineData(0x8000_0000u, 9u, 0ul, Errno.EINVAL, "handle 9")]
    public void A_sync_operation_is_checked(uint flags, uint handle, ulong point, Errno errno, string words)
    {
        using BindLab lab = new();
        Assert.Equal(1u, lab.NewSyncobj());
        KernelResult result = lab.Queue(lab.Map(1), lab.Map(2, new DrmPanthorSyncOp(flags, handle, point)));
        Assert.Equal(errno, result.Errno);
        Assert.Contains(words, result.Check);
        Assert.Equal(0, lab.Vm.QueuedBinds);
        lab.Run();
        Assert.False(lab.IsMapped(1));
    }

    [Fact]
    public void A_bad_operation_is_named_and_those_before_it_are_not_queued()
    {
        using BindLab lab = new();
        KernelResult result = lab.Queue(lab.Map(1), lab.Map(2) with { Va = 1 });
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.StartsWith("operation 1: va 0x1", result.Check);
        Assert.Equal(0, lab.Vm.QueuedBinds);
    }

    [Theory]
    [InlineData(1u << 3, 0u, 0ul, 0ul, 0ul, 1)]
    [InlineData(0u, 1u, 0ul, 0ul, 0ul, 1)]
    [InlineData(0u, 0u, 4096ul, 0ul, 0ul, 1)]
    [InlineData(0u, 0u, 0ul, 4096ul, 0ul, 1)]
    [InlineData(0u, 0u, 0ul, 0ul, 4096ul, 1)]
    [InlineData(0u, 0u, 0ul, 0ul, 0ul, 0)]
    public void A_sync_only_operation_has_syncs_and_nothing_else(
        uint flags, uint handle, ulong offset, ulong va, ulong size, int syncs)
    {
        using BindLab lab = new();
        lab.NewSyncobj();
        DrmPanthorSyncOp[] list = syncs == 0 ? [] : [DrmPanthorSyncOp.Signal(1)];
        uint type = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY;
        Assert.Equal(
            Errno.EINVAL, lab.Queue(new DrmPanthorVmBindOp(type | flags, handle, offset, va, size, list)).Errno);
        Assert.True(lab.Queue(SyncOnly(DrmPanthorSyncOp.Signal(1))).IsOk);
    }

    [Fact]
    public void An_unknown_or_destroyed_VM_is_EINVAL_and_unknown_flags_of_the_call_have_no_effect()
    {
        using BindLab lab = new();
        Assert.Equal(
            Errno.EINVAL,
            lab.Machine.Call(() => lab.File.VmBindAsync(7, new[] { lab.Map(1) }, 1)).Result.Errno);
        Assert.True(lab.Machine.Call(() => lab.File.VmBindAsync(lab.VmId, new[] { lab.Map(1) }, 0x80)).Result.IsOk);
        Assert.True(lab.IsMapped(1));
        Assert.True(lab.Queue().IsOk);
    }

    [Fact]
    public void An_empty_operation_is_nothing_when_synchronous()
    {
        using BindLab lab = new();
        Assert.True(lab.Machine.Bind(lab.VmId, lab.Map(1) with { Size = 0 }).IsOk);
        Assert.Equal(0, lab.Vm.MappingCount);
    }

    [Fact]
    public void Whatever_cannot_be_allocated_nothing_is_queued_and_nothing_leaks()
    {
        List<int> failed = [];
        for (int after = 0; failed.Count == after; after++)
        {
            using BindLab lab = new();
            uint timeline = lab.NewSyncobj();
            uint gate = lab.NewSyncobj(out DmaFence fence);
            FaultInjection injection = lab.Simulation.Faults.Add(
                new FaultInjection(SyncFaultPoints.KernelAllocation) { After = after });
            KernelResult result = lab.Queue(
                lab.Map(1, Wait(gate), DrmPanthorSyncOp.Signal(timeline, 1)), lab.Map(2, Wait(timeline, 1)));
            lab.Simulation.Faults.Remove(injection);
            if (injection.Fired != 0)
            {
                failed.Add(after);
                Assert.Equal(Errno.ENOMEM, result.Errno);
                Assert.Equal(0, lab.Vm.QueuedBinds);
            }
            else
            {
                Assert.Equal(2, lab.Vm.QueuedBinds);
            }

            BindLab.Signal(fence);
        }

        Assert.True(failed.Count >= 8, $"only {failed.Count} allocations");
    }

    [Theory]
    [InlineData("drm_sched_rq")]
    [InlineData("drm_sched_entity_stats")]
    public void A_VM_without_memory_for_its_queue_is_not_created(string structure)
    {
        using TestMachine machine = new();
        machine.Machine.Simulation.Faults.Add(
            new FaultInjection(SyncFaultPoints.KernelAllocation) { Match = subject => (string?)subject == structure });
        Assert.Equal(Errno.ENOMEM, machine.Call(() => machine.File.VmCreateAsync(0, 0)).Errno);
        Assert.Empty(machine.ClientVms);
    }

    [Fact]
    public void Pages_that_cannot_be_allocated_are_ENOMEM_before_anything_is_queued()
    {
        using BindLab lab = new(new MachineOptions { MemorySize = 32L << 20 });
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation) { Times = 64 });
        Assert.Equal(Errno.ENOMEM, lab.Queue(lab.Map(1)).Errno);
        Assert.Equal(0, lab.Vm.QueuedBinds);
        Assert.False(lab.Vm.IsUnusable);
        lab.Simulation.Findings.Clear();
    }
}
