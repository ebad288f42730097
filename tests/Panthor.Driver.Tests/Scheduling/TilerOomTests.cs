using System;
using System.Linq;
using Panthor.Driver.Heaps;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Scheduling.GroupLab;
using static Panthor.Hardware.CsRegister;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Tiling jobs that fill their heaps: the driver's part of it.</summary>
public sealed class TilerOomTests
{
    private const uint ChunkSize = 128 << 10;
    private const ulong Context = DataVa + 0x100;
    private const ulong Descriptor = DataVa + 0x200;
    private const uint BytesPerVertex = 64;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 5)]
    public void A_heap_grows_by_a_chunk_each_time_it_is_full(uint initial, int chunksOfWork)
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        (PanthorHeap heap, uint done) = Tile(lab, group, initial, 16, chunksOfWork);
        Assert.Equal(Errno.None, lab.Wait(done));
        int grown = lab.Events(SchedulingEvents.TilerOom).Count(record => record.D != 0);
        Assert.Equal((int)(heap.ChunkCount - initial), grown);
        Assert.InRange(heap.ChunkCount, Math.Max(initial, (uint)chunksOfWork), (uint)chunksOfWork + initial);
        Assert.Equal(default, lab.StateOf(group));
    }

    [Fact]
    public void A_heap_at_its_limit_is_left_to_the_firmware_which_fails_the_job_and_not_the_group()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        (PanthorHeap heap, uint done) = Tile(lab, group, 1, 2, 6);
        Assert.Equal(Errno.EINVAL, lab.Wait(done));
        Assert.Equal(2u, heap.ChunkCount);
        Assert.Equal(default, lab.StateOf(group));
        Assert.Contains(lab.Events(SchedulingEvents.TilerOom), record => record.D == 0);
        uint next = lab.SubmitSignaling(group, lab.Stream(s => s.StoreWord(DataVa + 0x400, 4)));
        Assert.Equal(Errno.None, lab.Wait(next));
    }

    [Fact]
    public void Without_a_heap_of_the_VM_the_queue_is_lost()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        Describe(lab, DataVa + 0x2000, 4096);
        uint done = lab.SubmitSignaling(group, lab.Stream(s => WriteTiling(s, DataVa + 0x3000, Context, 200)));
        Assert.Equal(Errno.EINVAL, lab.Wait(done));
        Assert.Equal(new DrmPanthorGroupState(PanthorDrm.DRM_PANTHOR_GROUP_STATE_FATAL_FAULT, 1), lab.StateOf(group));
        Assert.Contains("Failed to extend the tiler heap", lab.Log);
    }

    [Fact]
    public void A_chunk_that_comes_after_the_group_has_left_its_slot_goes_back_to_the_heap()
    {
        using var arena = new MemoryArena();
        bool isReturned = false;
        for (ulong seed = 1; seed <= 100 && !isReturned; seed++)
        {
            using GroupLab lab = new(new()
            {
                MemorySize = 32L << 20,
                Chooser = new RandomChooser(seed),
                Arena = arena,
            });
            PanthorGroup group = lab.NewGroup();
            (PanthorHeap heap, uint done) = Tile(lab, group, 1, 16, 3);
            SimTask suspend = lab.Simulation.Spawn("suspend", async () =>
            {
                await lab.Simulation.Sleep(Duration.FromMicroseconds(100 + (long)(seed * 7)));
                await lab.Scheduler.SuspendAsync();
                lab.Scheduler.Resume();
            });
            lab.Simulation.RunToCompletion(suspend);
            Assert.Equal(Errno.None, lab.Wait(done));
            int given = lab.Events(SchedulingEvents.TilerOom).Count(record => record.D != 0);
            Assert.Equal((uint)given + 1, heap.ChunkCount);
            isReturned = lab.Events(SchedulingEvents.TilerChunkReturned).Length != 0;
        }

        Assert.True(isReturned, "in 100 schedules no chunk came too late");
    }

    private static (PanthorHeap Heap, uint Done) Tile(
        GroupLab lab, PanthorGroup group, uint initial, uint max, int chunksOfWork)
    {
        DrmPanthorTilerHeap heap =
            lab.Call(() => lab.File.TilerHeapCreateAsync(new(lab.VmId, initial, ChunkSize, max, 8))).Value;
        Describe(lab, heap.FirstHeapChunkGpuVa, ChunkSize);
        uint vertices = (uint)chunksOfWork * (ChunkSize - 64) / BytesPerVertex;
        uint done = lab.SubmitSignaling(
            group, lab.Stream(s => WriteTiling(s, heap.TilerHeapCtxGpuVa, Context, vertices)));
        return (lab.Vm.HeapPool!.Find(heap.Handle & 0xffff)!, done);
    }

    /// <summary>The tiler context leads to the heap descriptor, that one to the first chunk.</summary>
    private static void Describe(GroupLab lab, ulong chunk, uint chunkSize)
    {
        chunk &= ~0xffful;
        Write64(lab, Context + 24, Descriptor);
        Write64(lab, Descriptor, 0x29 | ((ulong)chunkSize << 32));
        Write64(lab, Descriptor + 8, chunk);
        Write64(lab, Descriptor + 16, chunk + 64);
        Write64(lab, Descriptor + 24, chunk + chunkSize);
    }

    private static void Write64(GroupLab lab, ulong va, ulong value)
    {
        lab.Write32(va, (uint)value);
        lab.Write32(va + 4, (uint)(value >> 32));
    }

    private static void WriteTiling(CsAssembler stream, ulong heap, ulong context, uint vertices) => stream
        .SetScoreboards(endpoint: 1, other: 2)
        .RequestResources(CsResources.Tiler | CsResources.Idvs)
        .Move(D(0), heap)
        .SetHeap(D(0))
        .Heap(CsHeapOperation.VertexTilerStarted)
        .Move(R(33), vertices)
        .Move(R(34), 1)
        .Move(R(39), 0)
        .Move(D(40), context)
        .RunIdvs()
        .WaitAll()
        .FinishTiling()
        .WaitAll()
        .Heap(CsHeapOperation.VertexTilerCompleted);
}
