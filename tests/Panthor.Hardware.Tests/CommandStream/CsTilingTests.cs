using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

/// <summary>Tiling, its heap, what happens when that is used up.</summary>
public sealed class CsTilingTests : IDisposable
{
    private const ulong TilerContext = CsLab.Data;
    private const ulong HeapDescriptor = CsLab.Data + 0x100;
    private const ulong HeapContext = CsLab.Data + 0x200;
    private const ulong Chunks = 0x200_0000;
    private const ulong ChunkStride = 0x10_0000;
    private const int ChunkPages = 2;
    private const int VerticesPerChunk = ((ChunkPages * 4096) - 64) / 64;

    private readonly CsLab _lab = new();
    private int _chunks;

    public CsTilingTests()
    {
        ulong first = NewChunk();
        _lab.Write64(TilerContext + 24, HeapDescriptor);
        _lab.Write64(HeapDescriptor, 0x29 | ((ulong)(ChunkPages * 4096) << 32));
        _lab.Write64(HeapDescriptor + 8, AddressOf(first));
        _lab.Write64(HeapDescriptor + 16, AddressOf(first) + 64);
        _lab.Write64(HeapDescriptor + 24, AddressOf(first) + (ChunkPages * 4096));
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_tiling_job_takes_heap_memory_for_each_vertex()
    {
        _lab.RunWell(Tiling(10));
        Assert.Equal(AddressOf(0) + 64 + 640, _lab.Read64(HeapDescriptor + 16));
        ulong[] places = [0, 1, 9, 10];
        Assert.Equal([0UL, 1UL, 9UL, 0UL], places.Select(i => _lab.Read64(AddressOf(0) + 64 + (i * 64))));
        Assert.Equal(0UL, _lab.Read64(TilerContext + 40));
    }

    [Fact]
    public void Instances_multiply_and_the_duration_goes_with_the_vertices()
    {
        _lab.Push(Tiling(10, instances: 3));
        _lab.Stream.Run(1000, out _);
        CsOperation job = _lab.Host.Operations[0];
        Assert.Equal(CsResources.Tiler, job.Endpoint);
        long cycles = CsTiming.Job + (30 * CsTiming.Vertex);
        Assert.Equal(cycles * 1_000_000_000 / _lab.Model.CoreClockHz, job.Latency.Nanoseconds);
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(AddressOf(0) + 64 + (30 * 64), _lab.Read64(HeapDescriptor + 16));
    }

    [Fact]
    public void A_full_chunk_is_completed_and_the_chunk_it_links_to_goes_on()
    {
        ulong second = NewChunk();
        ulong third = NewChunk();
        _lab.Write64(AddressOf(0), second);
        _lab.Write64(AddressOf(1), third);
        _lab.RunWell(Tiling((2 * VerticesPerChunk) + 5));
        Assert.Equal(AddressOf(2), _lab.Read64(HeapDescriptor + 8));
        Assert.Equal(AddressOf(2) + 64 + (5 * 64), _lab.Read64(HeapDescriptor + 16));
        Assert.Equal(Pointer(0), _lab.Read64(TilerContext + 40));
        Assert.Equal(Pointer(1), _lab.Read64(TilerContext + 48));
        Assert.Equal(Pointer(1), _lab.Read64(AddressOf(0)));
        Assert.Equal(0UL, _lab.Read64(AddressOf(1)));
    }

    [Fact]
    public void A_heap_that_is_used_up_raises_tiler_OOM_and_goes_on_with_the_chunk_of_the_driver()
    {
        _lab.Host.Chunks = NewChunk;
        _lab.RunWell(Heap() + "HEAP_OPERATION vt_start\n" + Tiling((3 * VerticesPerChunk) + 1));
        Assert.Equal(3, _lab.Host.TilerOoms.Count);
        Assert.Equal(new CsHeapStatus(HeapContext, 1, 0, 0), _lab.Host.TilerOoms[0]);
        Assert.Equal(AddressOf(3) + 64 + 64, _lab.Read64(HeapDescriptor + 16));
        Assert.Equal([Pointer(0), Pointer(1), Pointer(2)], Completed());
    }

    [Fact]
    public void Chunks_that_fragment_work_returns_are_used_again()
    {
        _lab.Host.Chunks = NewChunk;
        string tiling = Tiling((2 * VerticesPerChunk) + 1);
        _lab.RunWell($"{Heap()}HEAP_OPERATION vt_start\n{tiling}\nHEAP_OPERATION vt_end");
        Assert.Equal(3, _chunks);
        _lab.RunWell(
            $"""
            MOVE48 d50, #{TilerContext + 40}
            LOAD_MULTIPLE r52, [d50], mask 0xf
            WAIT 0x1
            FINISH_FRAGMENT d52, d54, frag_end
            """);
        TilerHeap heap = Assert.Single(_lab.Group.Heaps);
        Assert.Equal((1u, 1u, 1u), (heap.VertexTilerStarted, heap.VertexTilerCompleted, heap.FragmentCompleted));
        Assert.Equal(Pointer(0), heap.FreeList);
        _lab.Write64(TilerContext + 40, 0);
        _lab.Write64(TilerContext + 48, 0);
        _lab.RunWell(Tiling(2 * VerticesPerChunk, setUp: false));
        Assert.Equal(3, _chunks);
        Assert.Equal(AddressOf(1), _lab.Read64(HeapDescriptor + 8));
        Assert.Equal(0UL, heap.FreeList);
    }

    [Fact]
    public void Without_memory_a_handler_and_fragment_work_the_job_fails()
    {
        _lab.Host.Chunks = static () => 0;
        Assert.Equal(CsStop.Empty, _lab.Run(Heap() + "HEAP_OPERATION vt_start\n" + Tiling(VerticesPerChunk + 1)));
        Assert.Equal((GpuException.OOM, HeapContext, false),
            (_lab.Exception.Type, _lab.Exception.Info, _lab.Exception.IsFatal));
        Assert.True(_lab.Stream.IsFaulted);
    }

    [Fact]
    public void The_handler_runs_though_the_stream_waits_and_what_it_frees_is_used()
    {
        _lab.Host.Chunks = static () => 0;
        _lab.Write64(AddressOf(0), NewChunk());
        uint size = _lab.Place(
            CsLab.Code,
            $"""
            ADD_IMM32 r80, r80, #1
            MOVE48 d50, #{TilerContext + 40}
            LOAD_MULTIPLE r52, [d50], mask 0xf
            WAIT 0x1
            FINISH_FRAGMENT d52, d54
            MOVE48 d56, #0
            MOVE48 d58, #0
            STORE_MULTIPLE [d50], r56, mask 0xf
            WAIT 0x1
            """);
        _lab.RunWell(
            $"MOVE48 d70, #{CsLab.Code}\nMOVE32 r72, #{size}\nSET_EXCEPTION_HANDLER d70, r72, type tiler_oom\n" + Heap()
            + Tiling((3 * VerticesPerChunk) + 1) + "\nADD_IMM32 r81, r80, #0");
        Assert.Equal(2u, _lab.R[81]);
        Assert.Equal(2, _lab.Host.TilerOoms.Count);
        Assert.Equal(2, _chunks);
        Assert.Contains(_lab.Stream, _lab.Host.Woken);
        Assert.Equal(0, _lab.Stream.CallDepth);
    }

    [Fact]
    public void A_handler_that_frees_nothing_does_not_help()
    {
        _lab.Host.Chunks = static () => 0;
        uint size = _lab.Place(CsLab.Code, "ADD_IMM32 r80, r80, #1");
        _lab.Run(
            $"MOVE48 d70, #{CsLab.Code}\nMOVE32 r72, #{size}\nSET_EXCEPTION_HANDLER d70, r72, type tiler_oom\n" + Heap()
            + Tiling(VerticesPerChunk + 1));
        Assert.Equal(GpuException.OOM, _lab.Exception.Type);
        Assert.Equal(1u, _lab.R[80]);
    }

    [Fact]
    public void With_fragment_work_to_come_the_job_waits_for_its_chunks()
    {
        _lab.Host.Chunks = static () => 0;
        string heap = "HEAP_OPERATION vt_start\nHEAP_OPERATION vt_end\n";
        Assert.Equal(CsStop.ScoreboardWait, _lab.Run(Heap() + heap + Tiling(VerticesPerChunk + 1)));
        Assert.Empty(_lab.Host.Exceptions);
        CommandStream fragment = _lab.Group.Streams[1];
        fragment.Start(CsLab.Code, CsLab.RingSize, 0);
        ulong returned = NewChunk();
        _lab.Push(fragment, CsLab.Code, _lab.Assembler().Parse(
            $"{Heap()}MOVE48 d2, #{returned}\nFINISH_FRAGMENT d2, d2, frag_end").ToWords());
        Assert.Equal(CsStop.Empty, fragment.Run(1000, out _));
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Empty(_lab.Host.Exceptions);
        Assert.Equal(AddressOf(1), _lab.Read64(HeapDescriptor + 8));
        Assert.Single(_lab.Group.Heaps);
    }

    [Fact]
    public void A_locked_heap_delays_the_job_and_loses_nothing()
    {
        _lab.Host.Chunks = NewChunk;
        _lab.Push(Tiling((2 * VerticesPerChunk) + 9));
        _lab.Stream.Run(1000, out _);
        CsOperation job = _lab.Host.Operations[0];

        // Locks another place before each step; every piece is stopped somewhere in the middle.
        ulong[] places = [TilerContext, AddressOf(0), AddressOf(0) + 0x1000];
        int stalls = 0;
        for (int i = 0; ; i++)
        {
            _lab.Lab.Lock(places[i % places.Length], 0x8000);
            CsOperationStep step = job.Advance(out _);
            stalls += step == CsOperationStep.Stalled ? 1 : 0;
            _lab.Lab.Command(AS_COMMAND_UNLOCK, CsLab.Space);
            if (step == CsOperationStep.Stalled)
                step = job.Advance(out _);

            if (step == CsOperationStep.OutOfMemory)
                _lab.Stream.SupplyChunk(NewChunk());

            if (step == CsOperationStep.Ended)
                break;
        }

        Assert.True(stalls > 4);
        Assert.Equal(GpuException.OK, job.Result.Exception);
        Assert.Equal([Pointer(0), Pointer(1)], Completed());
        Assert.Equal(AddressOf(2) + 64 + (9 * 64), _lab.Read64(HeapDescriptor + 16));
    }

    [Fact]
    public void A_tiler_context_that_is_none_is_a_data_fault()
    {
        _lab.Write64(HeapDescriptor, 0x28);
        _lab.Run(Tiling(1));
        Assert.Equal((GpuException.DATA_INVALID_FAULT, HeapDescriptor), (_lab.Exception.Type, _lab.Exception.Info));
    }

    [Fact]
    public void An_index_buffer_that_is_not_mapped_is_a_fault()
    {
        _lab.Run($"MOVE48 d54, #0x700000\nMOVE32 r39, #4096\n" + Tiling(1));
        CsHost.Exception first = _lab.Host.Exceptions[0];
        Assert.Equal((GpuException.CS_BUS_FAULT, 0x700000UL, false), (first.Type, first.Info, first.IsFatal));
        Assert.Equal(CsSourceId.Tiler, _lab.Lab.Port.LastFault(CsLab.Space).SourceId);
    }

    [Fact]
    public void FINISH_TILING_closes_the_context()
    {
        _lab.RunWell(Tiling(1) + "\nFINISH_TILING\nWAIT 0x1");
        Assert.Equal(1UL, _lab.Read64(TilerContext + 96));
    }

    [Fact]
    public void A_heap_operation_without_a_heap_is_a_fault()
    {
        _lab.Run("HEAP_OPERATION vt_start");
        Assert.Equal(GpuException.DATA_INVALID_FAULT, _lab.Exception.Type);
    }

    [Fact]
    public void A_suspend_writes_the_heap_contexts_back()
    {
        _lab.RunWell(Heap() + "HEAP_OPERATION vt_start\nHEAP_OPERATION vt_start\nHEAP_OPERATION vt_end");
        Assert.Equal(0UL, _lab.Read64(HeapContext + 8));
        Assert.Equal(TranslateStatus.Ok, _lab.Group.WriteBackHeaps(out _));
        Assert.Equal(0x1_0000_0002UL, _lab.Read64(HeapContext + 8));
    }

    [Fact]
    public void A_heap_context_that_is_gone_faults_when_it_is_written_back()
    {
        _lab.RunWell(Heap() + "HEAP_OPERATION vt_start");
        _lab.Lab.Lock(HeapContext, 0x1000);
        _lab.Lab.SetLeaf(HeapContext, 0);
        _lab.Lab.Command(AS_COMMAND_UNLOCK, CsLab.Space);
        Assert.Equal(TranslateStatus.Fault, _lab.Group.WriteBackHeaps(out ulong address));
        Assert.Equal(HeapContext, address);
        Assert.Equal(AccessKind.Write, _lab.Lab.Port.LastFault(CsLab.Space).Kind);
    }

    private static string Heap() => $"MOVE48 d60, #{HeapContext}\nHEAP_SET d60\n";

    private static string Tiling(int vertices, int instances = 1, bool setUp = true) =>
        $"""
        {(setUp ? "REQ_RESOURCE tiler, idvs" : "NOP")}
        SET_SB_ENTRY endpoint 2, other 0
        MOVE48 d40, #{TilerContext}
        MOVE32 r33, #{vertices}
        MOVE32 r34, #{instances}
        RUN_IDVS malloc
        WAIT 0x4
        """;

    private static ulong AddressOf(int chunk) => Chunks + ((ulong)chunk * ChunkStride);

    private static ulong AddressOf(ulong chunk) => TilerHeap.ChunkAddress(chunk);

    private static ulong Pointer(int chunk) => AddressOf(chunk) | ChunkPages;

    private ulong NewChunk() => _lab.MapChunk(AddressOf(_chunks++), ChunkPages);

    private List<ulong> Completed()
    {
        List<ulong> chunks = [];
        for (ulong chunk = _lab.Read64(TilerContext + 40); chunk != 0; chunk = _lab.Read64(AddressOf(chunk)))
            chunks.Add(chunk);

        return chunks;
    }
}
