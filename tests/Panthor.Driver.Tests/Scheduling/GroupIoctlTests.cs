using System;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>GROUP_CREATE, GROUP_DESTROY and GROUP_GET_STATE: every check with its errno, and what it says.</summary>
public sealed class GroupIoctlTests
{
    [Fact]
    public void Handles_are_the_lowest_free_numbers_and_a_new_group_is_well()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = lab.NewGroups(3);
        Assert.Equal([1u, 2u, 3u], [groups[0].Handle, groups[1].Handle, groups[2].Handle]);
        lab.Destroy(groups[1]);
        Assert.Equal(2u, lab.NewGroup().Handle);
        Assert.Equal(new DrmPanthorGroupState(0, 0), lab.StateOf(groups[0]));
    }

    [Fact]
    public void A_group_has_what_was_asked_for()
    {
        using GroupLab lab = new();
        DrmPanthorQueueCreate[] queues = [new(4 << 10, 15), new(64 << 10, 0)];
        DrmPanthorGroupCreate args = lab.Args(PanthorCsgPriority.High) with { Queues = queues, MaxComputeCores = 1 };
        PanthorGroup group = lab.File.Groups.Find(lab.Call(() => lab.File.GroupCreateAsync(args)).Value)!;
        Assert.Equal(PanthorCsgPriority.High, group.Priority);
        Assert.Equal(1, group.MaxComputeCores);
        Assert.Equal(lab.Device.GpuInfo.ShaderPresent, group.ComputeCoreMask);
        Assert.True(group.IsIdle);
        Assert.Equal("client", group.Comm);
        Assert.Equal([15, 0], [group.Queues[0].Priority, group.Queues[1].Priority]);
        Assert.Equal([4ul << 10, 64ul << 10], [group.Queues[0].RingbufSize, group.Queues[1].RingbufSize]);
        Assert.Equal("panthor-queue-1-1-1", group.Queues[1].Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void A_group_without_queues_or_with_more_than_any_firmware_has_is_refused(int count)
    {
        using GroupLab lab = new();
        Refused(lab, lab.Args() with { Queues = new DrmPanthorQueueCreate[count] }, Errno.EINVAL, $"not {count}");
    }

    [Fact]
    public void More_queues_than_this_firmware_has_are_refused()
    {
        using GroupLab lab = new();
        int count = lab.Scheduler.CsSlotCount + 1;
        Refused(lab, lab.Args(queues: count), Errno.EINVAL, $"{count} queues are more");
    }

    [Fact]
    public void Arguments_that_contradict_the_GPU_or_themselves_are_refused()
    {
        using GroupLab lab = new();
        DrmPanthorGroupCreate args = lab.Args();
        ulong absent = 1ul << 63;
        Refused(lab, args with { Pad = 1 }, Errno.EINVAL, "pad is 0x1");
        Refused(lab, args with { Priority = 4 }, Errno.EINVAL, "priority 4");
        Refused(lab, args with { ComputeCoreMask = absent }, Errno.EINVAL, "compute_core_mask");
        Refused(lab, args with { FragmentCoreMask = absent }, Errno.EINVAL, "fragment_core_mask");
        Refused(lab, args with { TilerCoreMask = absent }, Errno.EINVAL, "tiler_core_mask");
        Refused(lab, args with { ComputeCoreMask = 1, MaxComputeCores = 2 }, Errno.EINVAL, "max_compute_cores 2");
        Refused(lab, args with { FragmentCoreMask = 0, MaxFragmentCores = 1 }, Errno.EINVAL, "max_fragment_cores 1");
        Refused(lab, args with { TilerCoreMask = 0, MaxTilerCores = 1 }, Errno.EINVAL, "max_tiler_cores 1");
        Refused(lab, args with { VmId = 2 }, Errno.EINVAL, "VM 2 does not exist");
    }

    [Theory]
    [InlineData(0u, (byte)0, 0u, "ringbuf_size 0x0")]
    [InlineData(2048u, (byte)0, 0u, "ringbuf_size 0x800")]
    [InlineData(131072u, (byte)0, 0u, "ringbuf_size 0x20000")]
    [InlineData(12288u, (byte)0, 0u, "ringbuf_size 0x3000")]
    [InlineData(4096u, (byte)16, 0u, "priority 16")]
    [InlineData(4096u, (byte)0, 1u, "pad is 0x1")]
    public void Bad_queues_are_refused_with_their_place(uint size, byte priority, uint pad, string words)
    {
        using GroupLab lab = new();
        DrmPanthorQueueCreate[] queues = [new(4096), new(size, priority, pad)];
        Refused(lab, lab.Args() with { Queues = queues }, Errno.EINVAL, words);
        Refused(lab, lab.Args() with { Queues = queues }, Errno.EINVAL, "queue 1");
    }

    [Theory]
    [InlineData(PanthorCsgPriority.Low, Errno.None)]
    [InlineData(PanthorCsgPriority.Medium, Errno.None)]
    [InlineData(PanthorCsgPriority.High, Errno.EACCES)]
    [InlineData(PanthorCsgPriority.RealTime, Errno.EACCES)]
    public void High_priorities_are_for_privileged_clients(PanthorCsgPriority priority, Errno expected)
    {
        using GroupLab lab = new();
        DrmFile plain = lab.Machine.Open("plain").Value;
        uint vm = lab.Call(() => plain.VmCreateAsync(0, 0)).Value.Id;
        Assert.Equal(expected, lab.Call(() => plain.GroupCreateAsync(lab.Args(priority, vm: vm))).Errno);
        Assert.True(lab.Call(() => lab.File.GroupCreateAsync(lab.Args(priority))).IsOk);
        lab.Call(plain.CloseAsync);
    }

    [Fact]
    public void A_client_has_at_most_128_groups()
    {
        using GroupLab lab = new(new() { MemorySize = 64L << 20 });
        lab.NewGroups(PanthorGroupPool.MaxGroupsPerPool);
        Refused(lab, lab.Args(), Errno.EBUSY, "128 groups already");
        lab.Destroy(lab.File.Groups.Find(77)!);
        Assert.Equal(77u, lab.NewGroup().Handle);
    }

    [Fact]
    public void Whichever_allocation_fails_nothing_is_left_behind()
    {
        using GroupLab lab = new();
        int failures = 0;
        for (int after = 0; failures == after; after++)
        {
            FaultInjection fault = lab.Simulation.Faults.Add(
                new FaultInjection(SyncFaultPoints.KernelAllocation) { After = after });
            KernelResult<uint> result = lab.Call(() => lab.File.GroupCreateAsync(lab.Args(queues: 2)));
            lab.Simulation.Faults.Remove(fault);
            if (!result.IsOk)
            {
                Assert.Equal(Errno.ENOMEM, result.Errno);
                failures++;
                lab.RunFor(10);
                Assert.Empty(lab.Scheduler.Groups);
                Assert.Equal(0, lab.File.Groups.Count);
            }
        }

        Assert.InRange(failures, 8, 100);
        Assert.Single(lab.Scheduler.Groups);
    }

    [Fact]
    public void Unknown_groups_cannot_be_destroyed_or_looked_at()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        Assert.Equal(Errno.EINVAL, lab.Call(() => lab.File.GroupDestroyAsync(2)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call(() => lab.File.GroupDestroyAsync(0)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call(() => lab.File.GroupDestroyAsync(1, pad: 1)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call(() => lab.File.GroupGetStateAsync(2)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call(() => lab.File.GroupGetStateAsync(1, pad: 1)).Errno);
        lab.Destroy(group);
        Assert.Equal(Errno.EINVAL, lab.Call(() => lab.File.GroupDestroyAsync(1)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call(() => lab.File.GroupGetStateAsync(1)).Errno);
    }

    [Fact]
    public void Groups_of_another_client_are_unknown()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        DrmFile other = lab.Machine.Open("other").Value;
        Assert.Equal(Errno.EINVAL, lab.Call(() => other.GroupDestroyAsync(group.Handle)).Errno);
        lab.Call(other.CloseAsync);
    }

    [Fact]
    public void A_closed_client_can_do_nothing_and_its_groups_are_gone()
    {
        using GroupLab lab = new();
        DrmFile file = lab.Machine.Open("short").Value;
        uint vm = lab.Call(() => file.VmCreateAsync(0, 0)).Value.Id;
        Assert.True(lab.Call(() => file.GroupCreateAsync(lab.Args(vm: vm))).IsOk);
        lab.Tick();
        lab.Call(file.CloseAsync);
        lab.RunUntil(() => lab.Scheduler.Groups.Count == 0, "the group is freed");
        Assert.Equal(Errno.EBADF, lab.Call(() => file.GroupCreateAsync(lab.Args(vm: vm))).Errno);
        Assert.Equal(Errno.EBADF, lab.Call(() => file.GroupDestroyAsync(1)).Errno);
        Assert.Equal(Errno.EBADF, lab.Call(() => file.GroupGetStateAsync(1)).Errno);
        Assert.Equal(Errno.EBADF, lab.Call(() => file.GroupSubmitAsync(1, Array.Empty<DrmPanthorQueueSubmit>())).Errno);
    }

    [Fact]
    public void Without_a_device_there_are_no_groups()
    {
        GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        lab.Call(lab.Device.UnplugAsync);
        Assert.Equal(Errno.ENODEV, lab.Call(() => lab.File.GroupCreateAsync(lab.Args())).Errno);
        Assert.Equal(Errno.ENODEV, lab.Call(() => lab.File.GroupDestroyAsync(group.Handle)).Errno);
        Assert.Equal(Errno.ENODEV, lab.Call(() => lab.File.GroupGetStateAsync(group.Handle)).Errno);
        Assert.Equal(Errno.ENODEV, lab.TrySubmit(group, default(DrmPanthorQueueSubmit)).Errno);
        lab.Dispose();
    }

    private static void Refused(GroupLab lab, DrmPanthorGroupCreate args, Errno errno, string words)
    {
        KernelResult<uint> result = lab.Call(() => lab.File.GroupCreateAsync(args));
        Assert.Equal(errno, result.Errno);
        Assert.Contains(words, result.Check);
        lab.RunFor(10);
        Assert.Equal(lab.File.Groups.Count, lab.Scheduler.Groups.Count);
    }
}
