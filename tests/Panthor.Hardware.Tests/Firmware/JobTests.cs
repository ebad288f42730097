using System;
using System.Linq;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

/// <summary>Jobs on endpoints, and the tiler heap.</summary>
public sealed class JobTests : IDisposable
{
    private const ulong Data = 0x2000_0000;
    private const ulong HeapContext = 0x2100_0000;
    private const ulong TilerContext = Data + 0x100;
    private const ulong HeapDescriptor = Data + 0x200;
    private const ulong Chunks = 0x4000_0000;
    private const ulong ChunkSize = 0x2000;
    private const uint AllocEnable = 1u << 2;
    private const uint ProgressTimer = 1u << 1;
    private const uint ResourceReason = 5;

    private readonly FirmwareHost _host = new();
    private readonly ulong _page;

    public JobTests()
    {
        _page = _host.MapGroup(Data);
        _host.MapGroup(HeapContext);
        _host.Lab.Enable(FirmwareHost.GroupSpace);
        _host.MapMcu(FirmwareHost.SuspendBuffers, 0x2_0000);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_job_takes_a_core_and_gives_it_back()
    {
        FirmwareHostGroup group = Started(0, 15, Compute(1_000));
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobStarted) == 1));
        Assert.Equal(1, _host.Lab.Board.Firmware.Slots[0].EndpointsInUse);
        Assert.True(group.Request(FirmwareHostGroup.StatusUpdate));
        Assert.Equal(1u, _host.Read32(group.Output + 0x10));

        Assert.True(_host.Wait(() => group.IsIdle));
        Assert.Equal(0, _host.Lab.Board.Firmware.Slots[0].EndpointsInUse);
        Assert.Equal(1, _host.Count(HardwareEvents.JobEnded));
    }

    [Fact]
    public void When_cores_are_short_the_group_of_the_highest_priority_comes_first()
    {
        EnableCores(1);
        Started(0, 5, Compute(100_000));
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobStarted) == 1));
        Started(1, 3, Compute(10));
        Started(2, 9, Compute(10));
        Started(3, 9, Compute(10));

        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobEnded) == 4));
        Assert.Equal([0, 2, 3, 1], SlotsOf(HardwareEvents.JobStarted));
    }

    [Fact]
    public void Of_the_jobs_of_a_group_that_of_the_stream_with_the_highest_priority_comes_first()
    {
        EnableCores(1);
        Started(0, 15, Compute(100_000));
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobStarted) == 1));
        FirmwareHostGroup group = Programmed(1, 3);
        uint[] priorities = [2, 9, 9, 15];
        for (int stream = 0; stream < priorities.Length; stream++)
        {
            uint config = Queued(group, stream, stream + 1, Compute(10)).Input + 4;
            _host.Write32(config, _host.Read32(config) | priorities[stream]);
        }

        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobEnded) == 5));
        Assert.Equal(
            [0ul, 3, 1, 2, 0],
            from record in _host.Simulation.Events.Last(int.MaxValue)
            where ReferenceEquals(record.Id, HardwareEvents.JobStarted)
            select record.B);
    }

    [Fact]
    public void After_an_unrecoverable_job_no_job_gets_any_further_until_the_GPU_is_reset()
    {
        FirmwareHostGroup healthy = Started(1, 15, Compute(100_000));
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobStarted) == 1));
        _host.Simulation.Faults.Add(
            new FaultInjection(HardwareFaultPoints.Unrecoverable) { Match = subject => subject is 0 });
        FirmwareHostGroup group = Programmed(0, 15);
        FirmwareHostStream stream = Queued(group, 0, 0, Compute(10));
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.Fatal) != 0));
        Assert.Equal((uint)GpuException.CS_UNRECOVERABLE, stream.FatalType);
        _host.Simulation.RunFor(Duration.FromSeconds(1));
        Assert.Equal(0, _host.Count(HardwareEvents.JobEnded));
        Assert.False(healthy.IsIdle);
        Assert.True(healthy.Enter(FirmwareHostGroup.Terminate));
        Assert.True(group.Enter(FirmwareHostGroup.Terminate));

        Started(2, 15, Compute(10));
        _host.Simulation.RunFor(Duration.FromSeconds(1));
        Assert.Equal(0, _host.Count(HardwareEvents.JobEnded));
    }

    [Fact]
    public void A_group_has_no_more_jobs_on_endpoints_than_it_asked_for()
    {
        FirmwareHostGroup group = Programmed(0, 15);
        _host.Write32(group.Input + 0x34, 2 | (15u << 28));
        for (int stream = 0; stream < 4; stream++)
            Queued(group, stream, stream, Compute(50_000));

        Assert.True(group.Enter(FirmwareHostGroup.Start));
        _host.Simulation.RunFor(Duration.FromMicroseconds(100));
        Assert.Equal(2, _host.Lab.Board.Firmware.Slots[0].EndpointsInUse);
        Assert.True(_host.Wait(() => group.IsIdle));
    }

    [Fact]
    public void A_group_with_exclusive_use_keeps_the_others_out()
    {
        FirmwareHostGroup group = Programmed(0, 1);
        _host.Write32(group.Input + 0x34, 4 | (1u << 20) | (1u << 28));
        Queued(group, 0, 0, Compute(100_000));
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Started(1, 15, Compute(10));

        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobEnded) == 2));
        Assert.Equal([0, 1], SlotsOf(HardwareEvents.JobEnded));
    }

    [Fact]
    public void Who_may_use_no_endpoints_waits_until_it_may()
    {
        FirmwareHostGroup group = Programmed(0, 15);
        _host.Write32(group.Input + 0x34, 15u << 28);
        FirmwareHostStream stream = Queued(group, 0, 0, Compute(10));
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.True(group.Request(FirmwareHostGroup.StatusUpdate));
        Assert.Equal(ResourceReason, stream.BlockedReason);
        Assert.Equal(1u, _host.Read32(group.Output + 0x1c));

        group.Program();
        Assert.True(group.Request(FirmwareHostGroup.EndpointConfig));
        Assert.True(_host.Wait(() => group.IsIdle));
        Assert.Equal(1, _host.Count(HardwareEvents.JobEnded));
    }

    [Fact]
    public void Endpoints_without_progress_are_reported_after_the_timers_time()
    {
        _host.Write32(_host.GlobalInput + 0x10, 4);
        Assert.True(_host.Request(ProgressTimer));
        FirmwareHostGroup group = Started(0, 15, Compute(10_000_000));

        Assert.True(_host.Wait(() => (group.Pending(FirmwareHostGroup.ProgressTimer)) != 0));
        Assert.NotEqual(0u, _host.JobInterrupts & 1);
        Assert.True(group.Enter(FirmwareHostGroup.Terminate));
    }

    [Fact]
    public void A_job_that_gets_on_in_time_is_not_reported()
    {
        _host.Write32(_host.GlobalInput + 0x10, 1_000_000);
        Assert.True(_host.Request(ProgressTimer));
        FirmwareHostGroup group = Started(0, 15, Compute(1_000_000));

        Assert.True(_host.Wait(() => group.IsIdle, milliseconds: 10_000));
        Assert.Equal(0u, group.Pending(FirmwareHostGroup.ProgressTimer));
    }

    [Fact]
    public void A_termination_does_not_wait_for_jobs()
    {
        FirmwareHostGroup group = Started(0, 15, Compute(100_000_000));
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobStarted) == 1));

        Assert.True(group.Enter(FirmwareHostGroup.Terminate));
        _host.Simulation.RunUntilIdle();
        Assert.Equal(0, _host.Count(HardwareEvents.JobEnded));
        Assert.True(Started(1, 15, Compute(10)).Slot == 1);
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobEnded) == 1));
    }

    [Fact]
    public void A_job_under_way_is_suspended_with_its_group_and_goes_on_after_the_resume()
    {
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit([.. Compute(100_000), .. Store(Data, 1)]);
        FirmwareHostGroup group = Programmed(0, 15, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobStarted) == 1));
        Assert.True(group.Enter(FirmwareHostGroup.Suspend));
        Assert.Equal(0, _host.Count(HardwareEvents.JobEnded));

        group = Programmed(6, 15, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Resume));
        Assert.True(_host.Wait(() => group.IsIdle));
        Assert.Equal([6], SlotsOf(HardwareEvents.JobEnded));
        Assert.Equal(1UL, _host.Lab.Read64(_page));
    }

    [Fact]
    public void A_flush_of_the_caches_counts_LATEST_FLUSH_on()
    {
        uint before = _host.Registers.Read32(CSF_GPU_LATEST_FLUSH_ID);
        FirmwareHostGroup group = Started(0, 15, 0x2401_4600_0000_0233, 0x0300_0000_00ff_0000);

        Assert.True(_host.Wait(() => group.IsIdle));
        Assert.Equal(before + 1, _host.Registers.Read32(CSF_GPU_LATEST_FLUSH_ID));
    }

    [Fact]
    public void A_heap_that_is_used_up_asks_the_host_for_chunks_as_often_as_it_needs_them()
    {
        FirmwareHostStream stream = Tiling(vertices: 300, chunks: 1);
        for (ulong chunk = 1; chunk <= 2; chunk++)
        {
            Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.TilerOom) != 0));
            Assert.Equal(HeapContext, _host.Read64(stream.Output + 0xd0));
            Assert.Equal(
                (1u, 0u, 0u),
                (_host.Read32(stream.Output + 0xc0), _host.Read32(stream.Output + 0xc4),
                    _host.Read32(stream.Output + 0xcc)));
            Assert.Equal(1u, stream.Group.TakeStreamEvents());
            Assert.False(stream.Group.IsIdle);
            Answer(stream, Map(chunk));
        }

        Assert.True(_host.Wait(() => stream.Group.IsIdle));
        Assert.Equal(2, _host.Count(HardwareEvents.HeapGrown));
        Assert.Equal(1UL, _host.Lab.Read64(_page));
    }

    [Fact]
    public void A_doorbell_without_an_answer_is_no_answer()
    {
        FirmwareHostStream stream = Tiling(vertices: 200, chunks: 1);
        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.TilerOom) != 0));
        stream.Group.RingStreams(1);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(0, _host.Count(HardwareEvents.HeapGrown));

        Answer(stream, Map(1));
        Assert.True(_host.Wait(() => stream.Group.IsIdle));
    }

    [Fact]
    public void Without_a_chunk_a_handler_or_fragment_work_the_job_fails()
    {
        FirmwareHostStream stream = Tiling(vertices: 200, chunks: 1);
        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.TilerOom) != 0));
        Answer(stream, 0);

        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.Fault) != 0));
        Assert.Equal((uint)GpuException.OOM, stream.FaultType);
        stream.Take(FirmwareHostStream.Fault);
        stream.Group.RingStreams(1);
        Assert.True(_host.Wait(() => stream.Group.IsIdle));
    }

    [Fact]
    public void A_group_that_left_out_of_memory_asks_again_on_its_next_slot()
    {
        FirmwareHostStream stream = Tiling(vertices: 200, chunks: 1);
        FirmwareHostQueue queue = stream.Queue!;
        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.TilerOom) != 0));
        Assert.True(stream.Group.Enter(FirmwareHostGroup.Suspend));

        FirmwareHostGroup group = Programmed(3, 15, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Resume));
        stream = group.Stream(0);
        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.TilerOom) != 0));
        Assert.Equal(1u, _host.Read32(stream.Output + 0xc0));
        Answer(stream, Map(1));
        Assert.True(_host.Wait(() => group.IsIdle));
    }

    [Fact]
    public void A_heap_with_enough_chunks_asks_for_none()
    {
        FirmwareHostStream stream = Tiling(vertices: 300, chunks: 3);

        Assert.True(_host.Wait(() => stream.Group.IsIdle));
        Assert.Equal(0u, stream.Pending(FirmwareHostStream.TilerOom));
        Assert.Equal(1UL, _host.Lab.Read64(_page));
    }

    private static CsRegister D(int number) => CsRegister.D(number);

    private static CsRegister R(int number) => CsRegister.R(number);

    private ulong[] Compute(int workgroups) => _host.Assemble(code => code
        .RequestResources(CsResources.Compute).SetScoreboards(2, 0)
        .Move(R(33), 0).Move(R(37), (ulong)workgroups).Move(R(38), 1).Move(R(39), 1)
        .RunCompute().WaitAll());

    private ulong[] Store(ulong address, uint value) => _host.Assemble(code => code
        .Move(D(70), address).Move(R(72), value).Store(R(72), D(70)).WaitAll());

    private FirmwareHostStream Tiling(int vertices, int chunks)
    {
        _host.Lab.Write64(_page + 0x100 + 24, HeapDescriptor);
        _host.Lab.Write64(_page + 0x200, 0x29 | (ChunkSize << 32));
        _host.Lab.Write64(_page + 0x208, Chunks);
        _host.Lab.Write64(_page + 0x210, Chunks + 64);
        _host.Lab.Write64(_page + 0x218, Chunks + ChunkSize);
        for (ulong chunk = 0; chunk < (ulong)chunks; chunk++)
        {
            ulong physical = ChunkAddress(Map(chunk));
            if (chunk > 0)
                _host.Lab.Write64(_host.Lab.PhysicalOf(physical - ChunkSize), physical | (ChunkSize >> 12));
        }

        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit([.. _host.Assemble(code => code
            .RequestResources(CsResources.Tiler | CsResources.Idvs).SetScoreboards(2, 0)
            .Move(D(70), HeapContext).SetHeap(D(70)).Heap(CsHeapOperation.VertexTilerStarted)
            .Move(R(33), (ulong)vertices).Move(R(34), 1).Move(D(40), TilerContext)
            .RunIdvs().WaitAll().Heap(CsHeapOperation.VertexTilerCompleted)), .. Store(Data, 1)]);
        FirmwareHostGroup group = Programmed(0, 15, queue);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        FirmwareHostStream stream = group.Stream(0);
        return stream.For(queue);
    }

    private static ulong ChunkAddress(ulong pointer) => pointer & ~0xfffUL;

    /// <summary>Maps a chunk, all zero.</summary>
    /// <returns>The pointer to it.</returns>
    private ulong Map(ulong chunk)
    {
        ulong address = Chunks + (chunk * ChunkSize);
        for (ulong page = 0; page < ChunkSize; page += 0x1000)
            _host.MapGroup(address + page);

        return address | (ChunkSize >> 12);
    }

    /// <summary>What group_process_tiler_oom() does with the chunk that it got, or did not get.</summary>
    private void Answer(FirmwareHostStream stream, ulong chunk)
    {
        _host.Write64(stream.Input + 0x20, chunk);
        _host.Write64(stream.Input + 0x28, chunk);
        stream.Take(FirmwareHostStream.TilerOom);
        stream.Group.RingStreams(1);
    }

    private void EnableCores(ulong mask)
    {
        _host.Write64(_host.GlobalInput + 0x18, mask);
        Assert.True(_host.Request(AllocEnable));
    }

    private int[] SlotsOf(EventId id) =>
        [.. from record in _host.Simulation.Events.Last(int.MaxValue)
            where ReferenceEquals(record.Id, id)
            select (int)record.A];

    private FirmwareHostGroup Programmed(int slot, uint priority, FirmwareHostQueue? queue = null)
    {
        FirmwareHostGroup group = _host.Group(slot);
        group.Program(priority: priority, suspendBuffer: FirmwareHost.SuspendBuffers);
        if (queue is not null)
            group.Stream(0).Program(queue, doorbell: (uint)slot + 1);

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

    private FirmwareHostGroup Started(int slot, uint priority, params ulong[] words)
    {
        FirmwareHostGroup group = Programmed(slot, priority);
        Queued(group, 0, slot, words);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        return group;
    }
}
