using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

/// <summary>Groups that leave their slot: their state, and the heap contexts.</summary>
public sealed class SuspendTests : IDisposable
{
    private const ulong Data = 0x2000_0000;
    private const ulong HeapContext = 0x2100_0000;
    private const uint SecondSlot = 5;

    private readonly FirmwareHost _host;
    private readonly ulong _page;
    private readonly ulong _contextPage;

    public SuspendTests()
        : this(null)
    {
    }

    private SuspendTests(SimulationOptions? simulation)
    {
        _host = new FirmwareHost(simulation: simulation);
        _page = _host.MapGroup(Data);
        _contextPage = _host.MapGroup(HeapContext);
        _host.Lab.Enable(FirmwareHost.GroupSpace);
        _host.MapMcu(FirmwareHost.SuspendBuffers, 2 * SuspendSpace);
    }

    private const uint SuspendSpace = 0x2_0000;

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void A_group_that_is_suspended_and_resumed_on_another_slot_goes_on_as_if_nothing_had_been(int microseconds)
    {
        (ulong sum, uint[] registers) = RunWithoutInterruption();
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(Program());
        FirmwareHostGroup first = Programmed(0, queue);
        Assert.True(first.Enter(FirmwareHostGroup.Start));
        _host.Simulation.RunFor(Duration.FromMicroseconds(microseconds));
        Assert.True(first.Enter(FirmwareHostGroup.Suspend));
        ulong suspended = _host.Lab.Read64(_page);
        Assert.True(suspended < sum);
        _host.Simulation.RunFor(Duration.FromMilliseconds(20));
        Assert.Equal(suspended, _host.Lab.Read64(_page));

        FirmwareHostGroup second = Programmed((int)SecondSlot, queue);
        Assert.True(second.Enter(FirmwareHostGroup.Resume));
        Assert.True(_host.Wait(() => second.IsIdle));
        Assert.Equal(sum, _host.Lab.Read64(_page));
        Assert.Equal(queue.Insert, queue.Extract);
        Assert.Equal(registers, _host.Lab.Board.Firmware.Slots[(int)SecondSlot].Streams[0].Registers);
    }

    [Fact]
    public void A_group_can_be_suspended_again_and_again()
    {
        (ulong sum, _) = RunWithoutInterruption();
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(Program());
        FirmwareHostGroup group = Programmed(0, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        int rounds = 0;
        while (_host.Lab.Read64(_page) < sum)
        {
            Assert.True(group.Enter(FirmwareHostGroup.Suspend));
            group = Programmed(++rounds % 8, queue);
            Assert.True(group.Enter(FirmwareHostGroup.Resume));
            _host.Simulation.RunFor(Duration.FromMicroseconds(50));
        }

        Assert.True(rounds > 10);
        Assert.Equal(sum, _host.Lab.Read64(_page));
    }

    [Fact]
    public void Whatever_the_hardware_takes_its_time_for_the_result_is_the_same_and_each_seed_repeats_itself()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            ulong first = RunWithSeed(seed);
            Assert.Equal(first, RunWithSeed(seed));
            Assert.NotEqual(first, RunWithSeed(seed + 1_000));
        }
    }

    [Fact]
    public void A_waiting_stream_waits_on_after_a_resume_and_publishes_it_at_the_suspend()
    {
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(_host.Assemble(code => code
            .Move(D(0), Data).Move(D(2), 4).SyncWait(CsCondition.GT, D(0), D(2))
            .Move(D(4), Data + 0x800).Move(D(6), 1).Store(D(6), D(4), mask: 3).WaitAll()));
        FirmwareHostGroup group = Programmed(0, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.True(_host.Wait(() => group.IsIdle));
        Assert.True(group.Enter(FirmwareHostGroup.Suspend));
        Assert.Equal(3u, group.Stream(0).BlockedReason);

        group = Programmed(3, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Resume));
        Assert.True(_host.Wait(() => group.IsIdle));
        Assert.Equal(0UL, _host.Lab.Read64(_page + 0x800));
        Assert.True(group.Enter(FirmwareHostGroup.Suspend));

        _host.Lab.Write64(_page, 5);
        group = Programmed(1, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Resume));
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page + 0x800) == 1));
    }

    [Fact]
    public void A_heap_context_is_written_back_when_its_group_is_suspended_and_read_again_when_it_is_resumed()
    {
        FirmwareHostGroup group = WithHeap(out FirmwareHostQueue queue);
        Assert.Equal(0UL, _host.Lab.Read64(_contextPage + 8));

        Assert.True(group.Enter(FirmwareHostGroup.Suspend));
        Assert.Equal(2UL, _host.Lab.Read64(_contextPage + 8));
        Assert.Equal(0u, _host.Lab.MmuRawStatus & 0xffff);

        queue.Submit(_host.Assemble(code => code.Heap(CsHeapOperation.VertexTilerCompleted)));
        group = Programmed(4, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Resume));
        Assert.True(_host.Wait(() => group.IsIdle));
        Assert.True(group.Enter(FirmwareHostGroup.Terminate));
        Assert.Equal(2UL | (1UL << 32), _host.Lab.Read64(_contextPage + 8));
    }

    /// <summary>The story of the patch "Evict groups before VM termination", seen from the hardware.</summary>
    [Theory]
    [InlineData(FirmwareHostGroup.Suspend)]
    [InlineData(FirmwareHostGroup.Terminate)]
    public void A_heap_context_that_is_unmapped_while_its_group_is_on_a_slot_is_a_page_fault_at_its_eviction(uint state)
    {
        FirmwareHostGroup group = WithHeap(out _);
        UnmapHeap();
        Assert.Equal(0u, _host.Lab.MmuRawStatus & 0xffff);

        Assert.True(group.Enter(state));
        Assert.Equal(1u << FirmwareHost.GroupSpace, _host.Lab.MmuRawStatus & 0xffff);
        GpuFault fault = _host.Lab.Port.LastFault(FirmwareHost.GroupSpace);
        Assert.Equal((GpuException.TRANSLATION_FAULT_3, AccessKind.Write, HeapContext),
            (fault.Exception, fault.Kind, fault.Address));
        Assert.Equal(FindingKind.GpuPageFault, _host.Simulation.Findings.Last!.Kind);
    }

    [Theory]
    [InlineData(FirmwareHostGroup.Suspend)]
    [InlineData(FirmwareHostGroup.Terminate)]
    public void A_heap_context_that_is_unmapped_after_its_groups_eviction_is_no_fault(uint state)
    {
        FirmwareHostGroup group = WithHeap(out _);
        Assert.True(group.Enter(state));
        UnmapHeap();
        _host.Simulation.RunFor(Duration.FromMilliseconds(10));

        Assert.Equal(0u, _host.Lab.MmuRawStatus & 0xffff);
        Assert.Null(_host.Simulation.Findings.Last);
    }

    [Fact]
    public void A_group_without_a_heap_writes_nothing()
    {
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(_host.Assemble(code => code.Nop()));
        FirmwareHostGroup group = Programmed(0, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        UnmapHeap();

        Assert.True(group.Enter(FirmwareHostGroup.Terminate));
        Assert.Null(_host.Simulation.Findings.Last);
    }

    [Fact]
    public void An_eviction_waits_while_the_heap_context_lies_in_a_locked_region()
    {
        FirmwareHostGroup group = WithHeap(out _);
        _host.Lab.Lock(HeapContext, 0x1000, FirmwareHost.GroupSpace);
        Assert.False(group.Enter(FirmwareHostGroup.Suspend));

        _host.Lab.Command(AS_COMMAND_UNLOCK, FirmwareHost.GroupSpace);
        Assert.True(_host.Wait(() => group.State == FirmwareHostGroup.Suspend));
        Assert.Equal(2UL, _host.Lab.Read64(_contextPage + 8));
    }

    [Fact]
    public void A_suspend_that_takes_too_long_can_become_a_termination()
    {
        FirmwareHostGroup group = WithHeap(out _);
        _host.Lab.Lock(HeapContext, 0x1000, FirmwareHost.GroupSpace);
        Assert.False(group.Enter(FirmwareHostGroup.Suspend));
        group.Ask(FirmwareHostGroup.Terminate);
        _host.Lab.Command(AS_COMMAND_UNLOCK, FirmwareHost.GroupSpace);

        Assert.True(_host.Wait(() => group.State == FirmwareHostGroup.Terminate));
        Assert.Equal(0u, _host.Read32(FirmwareHost.SuspendBuffers));
    }

    [Fact]
    public void A_group_that_died_of_a_page_fault_is_terminated_without_another()
    {
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(_host.Assemble(code => code
            .Move(D(0), HeapContext).SetHeap(D(0)).Move(D(0), 0x3000_0000).Store(D(2), D(0)).WaitAll()));
        FirmwareHostGroup group = Programmed(0, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.True(_host.Wait(() => group.Stream(0).Pending(FirmwareHostStream.Fatal) != 0));
        _host.Lab.Enable(FirmwareHost.GroupSpace, transCfg: AS_TRANSCFG_ADRMODE_UNMAPPED);

        Assert.True(group.Enter(FirmwareHostGroup.Terminate));
        Assert.Single(_host.Simulation.Findings);
    }

    [Fact]
    public void The_events_that_a_group_left_unanswered_do_not_come_to_the_next_group_on_its_slot()
    {
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(0xff00_0000_0000_0000);
        FirmwareHostGroup group = Programmed(0, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.True(_host.Wait(() => group.Stream(0).Pending(FirmwareHostStream.Fatal) != 0));
        Assert.True(group.Enter(FirmwareHostGroup.Terminate));

        var next = new FirmwareHostQueue(_host, 1);
        group = Programmed(0, next);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.Equal(0u, group.Stream(0).Pending(FirmwareHostStream.Fatal));
        Assert.Equal(0u, group.TakeStreamEvents());
    }

    private static CsRegister D(int number) => CsRegister.D(number);

    /// <summary>A called loop that adds and stores, its result in memory and in registers.</summary>
    private ulong[] Program()
    {
        ulong[] loop = _host.Assemble(code => code
            .Move(CsRegister.R(4), 5_000)
            .Label("again")
            .Add(D(2), D(2), 3)
            .Store(D(2), D(0), mask: 3)
            .WaitAll()
            .Load(D(6), D(0), mask: 3)
            .WaitAll()
            .Add(CsRegister.R(4), CsRegister.R(4), -1)
            .Branch(CsCondition.GT, CsRegister.R(4), "again"));
        for (int index = 0; index < loop.Length; index++)
            _host.Lab.Write64(_page + 0x400 + ((ulong)index * 8), loop[index]);

        return _host.Assemble(code => code
            .Move(D(0), Data).Call(D(10), CsRegister.R(12), Data + 0x400, (uint)loop.Length * 8).Nop());
    }

    private (ulong Sum, uint[] Registers) RunWithoutInterruption()
    {
        var queue = new FirmwareHostQueue(_host, 7);
        queue.Submit(Program());
        FirmwareHostGroup group = Programmed(7, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.True(_host.Wait(() => group.IsIdle));
        ulong sum = _host.Lab.Read64(_page);
        uint[] registers = [.. _host.Lab.Board.Firmware.Slots[7].Streams[0].Registers];
        Assert.Equal(15_000UL, sum);
        Assert.True(group.Enter(FirmwareHostGroup.Terminate));
        _host.Lab.Write64(_page, 0);
        return (sum, registers);
    }

    /// <returns>The hash of all events.</returns>
    private static ulong RunWithSeed(ulong seed)
    {
        using var tests = new SuspendTests(new SimulationOptions { Seed = seed, Chooser = new RandomChooser(seed) });
        FirmwareHost host = tests._host;
        var queue = new FirmwareHostQueue(host, 0);
        queue.Submit(tests.Program());
        FirmwareHostGroup group = tests.Programmed(0, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        for (int round = 1; round < 8; round++)
        {
            host.Simulation.RunFor(Duration.FromMicroseconds(20));
            Assert.True(group.Enter(FirmwareHostGroup.Suspend));
            group = tests.Programmed(round, queue);
            Assert.True(group.Enter(FirmwareHostGroup.Resume));
        }

        Assert.True(host.Wait(() => group.IsIdle));
        Assert.Equal(15_000UL, host.Lab.Read64(tests._page));
        return host.Simulation.Events.Hash;
    }

    private FirmwareHostGroup WithHeap(out FirmwareHostQueue queue)
    {
        queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(_host.Assemble(code => code
            .Move(D(0), HeapContext).SetHeap(D(0))
            .Heap(CsHeapOperation.VertexTilerStarted).Heap(CsHeapOperation.VertexTilerStarted)));
        FirmwareHostGroup group = Programmed(0, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.True(_host.Wait(() => group.IsIdle));
        return group;
    }

    private void UnmapHeap()
    {
        _host.Lab.SetLeaf(HeapContext, 0);
        _host.Lab.Lock(HeapContext, 0x1000, FirmwareHost.GroupSpace);
        _host.Lab.Command(AS_COMMAND_FLUSH_MEM, FirmwareHost.GroupSpace);
    }

    private FirmwareHostGroup Programmed(int slot, FirmwareHostQueue queue)
    {
        FirmwareHostGroup group = _host.Group(slot);
        group.Program(suspendBuffer: FirmwareHost.SuspendBuffers);
        group.Stream(0).Program(queue, doorbell: (uint)slot + 1);
        return group;
    }
}
