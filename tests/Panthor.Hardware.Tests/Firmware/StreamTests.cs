using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

public sealed class StreamTests : IDisposable
{
    private const ulong Data = 0x2000_0000;
    private const uint SyncWaitReason = 3;

    private readonly FirmwareHost _host = new();
    private readonly ulong _page;

    public StreamTests()
    {
        _page = _host.MapGroup(Data);
        _host.Lab.Enable(FirmwareHost.GroupSpace);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void What_was_in_the_ring_at_the_start_is_executed_and_the_group_is_idle_after_it()
    {
        FirmwareHostStream stream = Started(0, StoreWord(Data, 0x1234));
        Assert.True(_host.Wait(() => stream.Group.IsIdle));

        Assert.Equal(0x1234u, (uint)_host.Lab.Read64(_page));
        Assert.Equal(stream.Queue!.Insert, stream.Queue.Extract);
        Assert.True(stream.Queue.IsActive);
        Assert.Equal(FirmwareHostGroup.Idle, stream.Group.TakeEvents());
    }

    [Fact]
    public void New_work_is_noticed_when_the_streams_doorbell_is_rung()
    {
        FirmwareHostStream stream = Started(0);
        Assert.True(_host.Wait(() => stream.Group.IsIdle));
        stream.Queue!.Submit(StoreWord(Data, 7));
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(0UL, _host.Lab.Read64(_page));

        _host.Ring(2);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(0UL, _host.Lab.Read64(_page));

        _host.Ring(1);
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page) == 7));
    }

    [Fact]
    public void New_work_is_noticed_when_the_stream_is_rung_through_the_interfaces()
    {
        FirmwareHostStream stream = Started(0);
        stream.Queue!.Submit(StoreWord(Data, 7));
        stream.Group.RingStreams(1);

        Assert.True(_host.Wait(() => _host.Lab.Read64(_page) == 7));
    }

    [Fact]
    public void A_doorbell_of_another_group_moves_nobody_else()
    {
        FirmwareHostStream first = Started(0);
        FirmwareHostStream second = Started(1);
        first.Queue!.Submit(StoreWord(Data, 1));
        second.Queue!.Submit(StoreWord(Data + 8, 2));
        _host.Ring(2);

        Assert.True(_host.Wait(() => _host.Lab.Read64(_page + 8) == 2));
        Assert.Equal(0UL, _host.Lab.Read64(_page));
    }

    [Theory]
    [InlineData(CsSyncScope.System, FirmwareHostGroup.SyncUpdate)]
    [InlineData(CsSyncScope.Group, 0u)]
    public void A_sync_object_tells_the_host_of_its_update_if_its_scope_is_the_system(CsSyncScope scope, uint events)
    {
        FirmwareHostStream stream = Started(0, _host.Assemble(code => code
            .Move(D(0), Data).Move(D(2), 5).SyncAdd(D(0), D(2), scope)));
        Assert.True(_host.Wait(() => stream.Group.IsIdle));

        Assert.Equal(5UL, _host.Lab.Read64(_page));
        Assert.Equal(events | FirmwareHostGroup.Idle, stream.Group.TakeEvents());
        Assert.Equal(1u, _host.JobInterrupts & 1);
    }

    [Fact]
    public void A_stream_that_waits_for_a_sync_object_publishes_what_it_waits_for()
    {
        FirmwareHostStream stream = Waiting(0, Data + 0x10, reference: 0x1_0000_0003);

        Assert.True(stream.Group.Request(FirmwareHostGroup.StatusUpdate));
        Assert.Equal(SyncWaitReason, stream.BlockedReason);
        Assert.Equal(Data + 0x10, _host.Read64(stream.Output + 0x50));
        Assert.Equal(3u, _host.Read32(stream.Output + 0x58));
        Assert.Equal(1u, _host.Read32(stream.Output + 0x64));
        Assert.Equal((1u << 31) | (1u << 30) | (1u << 24), stream.WaitStatus);
        Assert.Equal(0u, _host.Read32(stream.Output + 0x5c));
    }

    [Fact]
    public void A_store_of_the_CPU_releases_nobody_until_the_doorbell()
    {
        FirmwareHostStream stream = Waiting(0, Data, reference: 0);
        _host.Lab.Write64(_page, 1);
        _host.Simulation.RunFor(Duration.FromMilliseconds(5));
        Assert.Equal(0UL, _host.Lab.Read64(_page + 0x800));

        _host.Ring(1);
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page + 0x800) == 1));
        Assert.True(stream.Group.IsIdle);
    }

    [Fact]
    public void A_sync_update_of_another_group_releases_who_waits_for_it()
    {
        Waiting(0, Data, reference: 0);
        Started(1, _host.Assemble(code => code.Move(D(0), Data).Move(D(2), 1).SyncSet(D(0), D(2))));

        Assert.True(_host.Wait(() => _host.Lab.Read64(_page + 0x800) == 1));
    }

    [Fact]
    public void A_group_whose_streams_wait_is_idle_only_if_the_host_lets_that_count()
    {
        FirmwareHostGroup group = Programmed(0);
        FirmwareHostStream stream = group.Stream(0);
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(WaitThenStore(Data, 0));
        stream.Program(queue, doorbell: 1);
        _host.Write32(stream.Input, _host.Read32(stream.Input) & ~(1u << 8));
        group.Enter(FirmwareHostGroup.Start);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.False(group.IsIdle);

        _host.Write32(stream.Input, _host.Read32(stream.Input) | (1u << 8));
        group.RingStreams(1);
        Assert.True(_host.Wait(() => group.IsIdle));
    }

    [Fact]
    public void A_word_that_does_not_exist_is_fatal_for_its_stream_only()
    {
        FirmwareHostGroup group = Programmed(0);
        FirmwareHostStream bad = Queued(group, 2, 0, 0xff00_0000_0000_0000);
        FirmwareHostStream good = Queued(group, 5, 1, StoreWord(Data, 9));
        Assert.True(group.Enter(FirmwareHostGroup.Start));

        Assert.True(_host.Wait(() => bad.Pending(FirmwareHostStream.Fatal) != 0));
        Assert.Equal((uint)GpuException.CS_INSTR_INVALID, bad.FatalType);
        Assert.Equal(1u << 2, group.TakeStreamEvents());
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page) == 9));
        Assert.Equal(0u, good.Pending(FirmwareHostStream.Fatal));
    }

    [Fact]
    public void A_store_to_an_unmapped_page_is_a_page_fault_and_fatal()
    {
        FirmwareHostStream stream = Started(0, StoreWord(0x3000_0000, 1));

        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.Fatal) != 0));
        Assert.Equal((uint)GpuException.CS_BUS_FAULT, stream.FatalType);
        Assert.Equal(0x3000_0000UL, _host.Read64(stream.Output + 0x90));
        Assert.Equal(2u, _host.Lab.MmuRawStatus & 0xffff);
        Assert.True(stream.Group.Enter(FirmwareHostGroup.Terminate));
    }

    [Fact]
    public void A_stream_stands_still_after_a_fault_until_the_host_has_taken_notice()
    {
        FirmwareHostStream stream = Started(0, _host.Assemble(code => code
            .Move(D(0), Data + 4).Move(D(2), 1).SyncSet(D(0), D(2)) // misaligned
            .ErrorBarrier().Move(D(0), Data).SyncSet(D(0), D(2))));
        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.Fault) != 0));
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal((uint)GpuException.ADDR_RANGE_FAULT, stream.FaultType);
        Assert.Equal(0UL, _host.Lab.Read64(_page));
        Assert.True(stream.Queue!.Extract < stream.Queue.Insert);

        Assert.Equal(1u, stream.Group.TakeStreamEvents());
        stream.Take(FirmwareHostStream.Fault);
        stream.Group.RingStreams(1);
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page) == 1));
    }

    [Fact]
    public void A_stream_in_a_locked_region_goes_on_after_the_unlock()
    {
        _host.Lab.Lock(Data, 0x1000, FirmwareHost.GroupSpace);
        FirmwareHostStream stream = Started(0, StoreWord(Data, 3));
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.False(stream.Group.IsIdle);

        _host.Lab.Command(AS_COMMAND_UNLOCK, FirmwareHost.GroupSpace);
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page) == 3));
    }

    [Fact]
    public void A_stream_whose_ring_interface_is_locked_tells_nothing_until_the_unlock()
    {
        FirmwareHostStream stream = Started(0);
        stream.Queue!.Submit(StoreWord(Data, 3));
        _host.Lab.Lock(stream.Queue.Input, 0x1000, space: 0);
        _host.Ring(1);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(0UL, _host.Lab.Read64(_page));

        _host.Lab.Command(AS_COMMAND_UNLOCK, 0);
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page) == 3));
    }

    [Fact]
    public void A_stopped_stream_executes_nothing_until_it_is_started_again()
    {
        FirmwareHostStream stream = Started(0, Endless());
        stream.Ask(0);
        Assert.True(_host.Wait(() => stream.Group.IsIdle));
        Assert.False(stream.Queue!.IsActive);

        stream.Queue.Submit(StoreWord(Data, 3));
        _host.Write64(stream.Queue.Input + 8, 8);
        stream.Ask(1);
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page) == 3));
    }

    [Fact]
    public void An_extract_event_comes_once_with_the_next_extract()
    {
        FirmwareHostStream stream = Started(0);
        _host.Wait(() => stream.Group.IsIdle);
        stream.Group.TakeStreamEvents();
        _host.Toggle(stream.Input, stream.Output, 1u << 4);
        stream.Queue!.Submit(StoreWord(Data, 3));
        _host.Ring(1);

        Assert.True(_host.Wait(() => stream.Pending(1u << 4) == 0));
        Assert.Equal(1u, stream.Group.TakeStreamEvents());
    }

    [Fact]
    public void Endless_loops_in_all_streams_share_the_time_fairly_and_end_with_their_group()
    {
        FirmwareHostGroup first = Programmed(0);
        FirmwareHostGroup second = Programmed(1);
        for (int stream = 0; stream < 4; stream++)
        {
            Queued(first, stream, stream, Counting(Data + ((ulong)stream * 8)));
            Queued(second, stream, 4 + stream, Counting(Data + 0x100 + ((ulong)stream * 8)));
        }

        Assert.True(first.Enter(FirmwareHostGroup.Start));
        Assert.True(second.Enter(FirmwareHostGroup.Start));
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        ulong least = ulong.MaxValue;
        ulong most = 0;
        for (int stream = 0; stream < 8; stream++)
        {
            ulong count = _host.Lab.Read64(_page + ((ulong)(stream >> 2) * 0x100) + ((ulong)(stream & 3) * 8));
            least = Math.Min(least, count);
            most = Math.Max(most, count);
        }

        Assert.InRange(least, most * 9 / 10, most);
        Assert.True(first.Enter(FirmwareHostGroup.Terminate));
        Assert.True(second.Enter(FirmwareHostGroup.Terminate));
        ulong stopped = _host.Lab.Read64(_page);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(stopped, _host.Lab.Read64(_page));
    }

    private static CsRegister D(int number) => CsRegister.D(number);

    private ulong[] StoreWord(ulong address, uint value) => _host.Assemble(code => code
        .Move(D(0), address).Move(CsRegister.R(2), value).Store(CsRegister.R(2), D(0)).WaitAll());

    private ulong[] WaitThenStore(ulong address, ulong reference) => _host.Assemble(code => code
        .Move(D(0), address).Move(D(2), reference).SyncWait(CsCondition.GT, D(0), D(2))
        .Move(D(4), Data + 0x800).Move(D(6), 1).Store(D(6), D(4), mask: 3).WaitAll());

    private ulong[] Endless() => _host.Assemble(code => code.Label("again").Branch("again"));

    private ulong[] Counting(ulong address) => _host.Assemble(code => code
        .Move(D(0), address).Move(D(2), 0)
        .Label("again").Add(D(2), D(2), 1).Store(D(2), D(0), mask: 3).WaitAll().Branch("again"));

    private FirmwareHostGroup Programmed(int slot)
    {
        FirmwareHostGroup group = _host.Group(slot);
        group.Program();
        return group;
    }

    private FirmwareHostStream Queued(FirmwareHostGroup group, int index, int number, params ulong[] words)
    {
        var queue = new FirmwareHostQueue(_host, number);
        queue.Submit(words);
        FirmwareHostStream stream = group.Stream(index);
        stream.Program(queue, doorbell: (uint)group.Slot + 1);
        return stream;
    }

    private FirmwareHostStream Started(int slot, params ulong[] words)
    {
        FirmwareHostGroup group = Programmed(slot);
        FirmwareHostStream stream = Queued(group, 0, slot, words);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        return stream;
    }

    private FirmwareHostStream Waiting(int slot, ulong address, ulong reference)
    {
        FirmwareHostStream stream = Started(slot, WaitThenStore(address, reference));
        Assert.True(_host.Wait(() => stream.Group.IsIdle));
        stream.Group.TakeEvents();
        return stream;
    }
}
