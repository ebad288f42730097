using System;
using Xunit;

namespace Panthor.Hardware.Tests.Firmware;

public sealed class TilerHeapTests : IDisposable
{
    private const ulong Context = 0x10000;
    private const ulong Chunk = 0x40_0000;
    private const ulong Size = 0x20; // pages: 128 KiB

    private readonly Lab _lab = new();
    private readonly ulong _contextPage;

    public TilerHeapTests()
    {
        _contextPage = _lab.AllocatePage();
        _lab.MapPage(Context, _contextPage);
        for (ulong chunk = 0; chunk < 4; chunk++)
            _lab.MapPage(Chunk + (chunk * 0x2_0000), _lab.AllocatePage());

        _lab.Enable();
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_context_is_read_when_it_is_named_and_written_back_when_told_to()
    {
        TilerHeap heap = Heap();
        Assert.Equal(TranslateStatus.Ok, heap.Load());
        heap.StartVertexTiler();
        heap.StartVertexTiler();
        heap.CompleteVertexTiler();
        heap.CompleteFragment();

        Assert.Equal(0UL, _lab.Read64(_contextPage + 8));
        Assert.Equal(TranslateStatus.Ok, heap.WriteBack());
        Assert.Equal(2UL | (1UL << 32), _lab.Read64(_contextPage + 8));
        Assert.Equal(1UL, _lab.Read64(_contextPage + 16));

        TilerHeap again = Heap();
        again.Load();
        Assert.Equal(new CsHeapStatus(Context, 2, 1, 1), again.Status);
    }

    [Fact]
    public void A_returned_list_of_chunks_is_taken_again_before_older_ones()
    {
        TilerHeap heap = Heap();
        ulong first = Pointer(0);
        ulong second = Pointer(1);
        ulong older = Pointer(2);
        _lab.Write64(_lab.PhysicalOf(Chunk), second);
        heap.ReturnChunks(older, older);
        heap.ReturnChunks(first, second);

        ulong[] taken = [Take(heap), Take(heap), Take(heap), Take(heap)];
        Assert.Equal([first, second, older, 0UL], taken);
    }

    [Fact]
    public void A_pointer_has_address_and_size()
    {
        Assert.Equal(Chunk, TilerHeap.ChunkAddress(Pointer(0)));
        Assert.Equal(0x2_0000UL, TilerHeap.ChunkSize(Pointer(0)));
    }

    [Fact]
    public void A_context_that_is_not_mapped_any_more_is_a_page_fault_when_it_is_written_back()
    {
        TilerHeap heap = Heap();
        Assert.Equal(TranslateStatus.Ok, heap.Load());
        _lab.SetLeaf(Context, 0);
        _lab.Lock(Context, 0x1000);
        _lab.Command(GpuRegisters.AS_COMMAND_FLUSH_MEM);

        Assert.Equal(TranslateStatus.Fault, heap.WriteBack());
        Assert.Equal(GpuException.TRANSLATION_FAULT_3, _lab.Port.LastFault(1).Exception);
        Assert.Equal(AccessKind.Write, _lab.Port.LastFault(1).Kind);
        Assert.Equal(Context, _lab.Port.LastFault(1).Address);
    }

    [Fact]
    public void A_context_in_a_locked_region_waits()
    {
        TilerHeap heap = Heap();
        heap.Load();
        heap.StartVertexTiler();
        _lab.Lock(Context, 0x1000);

        Assert.Equal(TranslateStatus.Stall, heap.WriteBack());
        _lab.Command(GpuRegisters.AS_COMMAND_UNLOCK);
        Assert.Equal(TranslateStatus.Ok, heap.WriteBack());
        Assert.Equal(1UL, _lab.Read64(_contextPage + 8));
    }

    [Fact]
    public void A_free_chunk_whose_header_cannot_be_read_stays_in_the_list()
    {
        TilerHeap heap = Heap();
        ulong missing = 0x7000_0000 | Size;
        _lab.Write64(_contextPage, missing);
        heap.Load();

        Assert.Equal(TranslateStatus.Fault, heap.TryTakeChunk(out ulong chunk));
        Assert.Equal(0UL, chunk);
        Assert.Equal(missing, heap.FreeList);
    }

    private static ulong Pointer(ulong index) => (Chunk + (index * 0x2_0000)) | Size;

    private static ulong Take(TilerHeap heap)
    {
        Assert.Equal(TranslateStatus.Ok, heap.TryTakeChunk(out ulong chunk));
        return chunk;
    }

    private TilerHeap Heap() => new(_lab.Board.MemoryOf(1), Context);
}
