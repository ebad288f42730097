using System;

namespace Panthor.Hardware;

/// <content>Tiling jobs.</content>
internal sealed unsafe partial class CsOperation
{
    private const int IndexCountRegister = 33;
    private const int InstanceCountRegister = 34;
    private const int TilerContextRegister = 40;

    // Tiler context: address of the heap descriptor, chunks that are full, state of the tiler.
    private const ulong ContextHeap = 24;
    private const ulong ContextCompletedTop = 40;
    private const ulong ContextCompletedBottom = 48;
    private const ulong ContextPrivateState = 96;

    // Heap descriptor: type and chunk size, base of the current chunk, what is free of it.
    private const ulong HeapBase = 8;
    private const ulong HeapBottom = 16;
    private const ulong HeapTop = 24;
    private const ulong HeapDescriptorType = 0x29;

    private const ulong BytesPerVertex = 64;

    // Places of _in.
    private const int Context = 0;
    private const int IndexBuffer = 1;
    private const int IndexBufferSize = 2;
    private const int HeapBytes = 3;
    private const int NextChunk = 4;
    private const int NextIsLoose = 5;

    private long ReadTiling(uint* registers)
    {
        _in[Context] = *(ulong*)(registers + TilerContextRegister);
        if (Opcode == CsOpcode.FINISH_TILING)
            return 0;

        bool isLate = Stream.Model.Architecture.Major >= 12;
        _in[IndexBuffer] = *(ulong*)(registers + (isLate ? 48 : 54));
        _in[IndexBufferSize] = registers[isLate ? 50 : 39];
        UInt128 vertices = Opcode == CsOpcode.RUN_FULLSCREEN
            ? 4
            : (UInt128)registers[IndexCountRegister] * Math.Max(registers[InstanceCountRegister], 1);
        _in[HeapBytes] = (ulong)UInt128.Min(vertices * BytesPerVertex, LongestJob);
        return (long)UInt128.Min(vertices * CsTiming.Vertex, LongestJob);
    }

    /// <summary>A piece of a tiling job (RUN_IDVS, RUN_IDVS2, RUN_TILING, RUN_FULLSCREEN).</summary>
    /// <remarks>
    /// <para>
    /// Vertices: index count (r33) × instance count (r34, at least 1); 4 for RUN_FULLSCREEN. Duration: 8 cycles a
    /// vertex. Reads: the index buffer (d54 and r39; from architecture 12 on d48 and r50) if its size is not 0. Writes:
    /// 64 bytes of heap a vertex, of which the first 8 take its number.
    /// </para>
    /// <para>
    /// Descriptors, as Mesa lays them out: the tiler context (d40) leads at +24 to the heap descriptor: +0 type (0x29),
    /// +4 size of a chunk, +8 base of the current chunk, +16 bottom and +24 top of what is free of it. A chunk starts
    /// with a header of 64 bytes whose first 8 lead to the next chunk. When a chunk is full it is put at the end of the
    /// context's list of completed chunks (+40 first, +48 last), for FINISH_FRAGMENT; the next one is the chunk that
    /// the header names, or the one that the driver gave, or one of the heap context's free list (HEAP_SET). If there
    /// is none the job raises tiler OOM.
    /// </para>
    /// </remarks>
    private Piece DoTiling()
    {
        ulong context = _in[Context];
        if (context == 0 || (context & 7) != 0)
            return Fail(GpuException.DATA_INVALID_FAULT, context);

        Piece piece = ReadIndices();
        if (piece != Piece.Done)
            return piece;

        piece = Read(context + ContextHeap, out ulong heap);
        if (piece != Piece.Done)
            return piece;

        piece = Read(heap & ~7UL, out ulong header);
        if (piece != Piece.Done)
            return piece;

        if ((header & 0xff) != HeapDescriptorType || (heap & 7) != 0)
            return Fail(GpuException.DATA_INVALID_FAULT, heap);

        ulong end = ShareOf(_in[HeapBytes] / LineSize) * LineSize;
        while (_done < end)
        {
            piece = Allocate(context, heap, header >> 32, end - _done);
            if (piece != Piece.Done)
                return piece;
        }

        return Piece.Done;
    }

    private Piece ReadIndices()
    {
        ulong size = _in[IndexBufferSize];
        if (size == 0 || _in[IndexBuffer] == 0)
            return Piece.Done;

        ulong stride = size <= LinesLimit ? LineSize : (ulong)PhysicalMemory.PageSize;
        ulong lines = (size + stride - 1) / stride;
        ulong from = _step == 0 ? 0 : lines * (ulong)_step / Steps;
        for (ulong line = from; line < lines * (ulong)(_step + 1) / Steps; line++)
        {
            Piece piece = Read((_in[IndexBuffer] & Low48 & ~7UL) + (line * stride), out _);
            if (piece != Piece.Done)
                return piece;
        }

        return Piece.Done;
    }

    /// <summary>Takes memory of the current chunk, or goes to the next chunk.</summary>
    private Piece Allocate(ulong context, ulong heap, ulong chunkSize, ulong wanted)
    {
        Piece piece = Read(heap + HeapBottom, out ulong bottom);
        if (piece != Piece.Done)
            return piece;

        piece = Read(heap + HeapTop, out ulong top);
        if (piece != Piece.Done)
            return piece;

        if (top < bottom || ((top | bottom) & (LineSize - 1)) != 0)
            return Fail(GpuException.DATA_INVALID_FAULT, heap);

        if (top == bottom)
            return ChangeChunk(context, heap, chunkSize);

        ulong end = bottom + Math.Min(wanted, top - bottom);
        ulong reached = bottom;
        while (reached < end && piece == Piece.Done)
        {
            piece = Write(reached, _done / BytesPerVertex);
            if (piece != Piece.Done)
                break;

            reached += LineSize;
            _done += LineSize;
        }

        // What is written is taken, also if the rest has to wait.
        Piece taken = reached == bottom ? Piece.Done : Write(heap + HeapBottom, reached);
        return piece == Piece.Done ? taken : piece;
    }

    /// <summary>
    /// Puts the full chunk on the list of completed ones and makes another the current one. The choice is noted first:
    /// all that follows can be done again after a stall.
    /// </summary>
    private Piece ChangeChunk(ulong context, ulong heap, ulong chunkSize)
    {
        Piece piece = Read(heap + HeapBase, out ulong current);
        if (piece != Piece.Done)
            return piece;

        current = TilerHeap.ChunkAddress(current);
        if (_in[NextChunk] == 0)
        {
            piece = ChooseChunk(current);
            if (piece != Piece.Done)
                return piece;
        }

        ulong next = _in[NextChunk];
        if (current != 0 && current != TilerHeap.ChunkAddress(next))
        {
            piece = Retire(context, current | (chunkSize >> 12));
            if (piece != Piece.Done)
                return piece;
        }

        // A chunk of the free list still leads to the one behind it there.
        ulong address = TilerHeap.ChunkAddress(next);
        piece = _in[NextIsLoose] != 0 ? Write(address, 0) : Piece.Done;
        if (piece == Piece.Done)
            piece = Write(heap + HeapBase, address);

        if (piece == Piece.Done)
            piece = Write(heap + HeapTop, address + TilerHeap.ChunkSize(next));

        if (piece == Piece.Done)
            piece = Write(heap + HeapBottom, address + TilerHeap.ChunkHeaderSize);

        if (piece == Piece.Done)
            _in[NextChunk] = 0;

        return piece;
    }

    private Piece ChooseChunk(ulong current)
    {
        ulong next = 0;
        if (current != 0)
        {
            Piece piece = Read(current, out next);
            if (piece != Piece.Done)
                return piece;
        }

        _in[NextIsLoose] = next == 0 ? 1UL : 0UL;
        if (next == 0)
            next = Stream.TakeSuppliedChunk();

        if (next == 0)
        {
            ulong heapAddress = Stream.Heap.Address;
            TranslateStatus status = Stream.ResolveHeap(out TilerHeap? heap);
            if (status == TranslateStatus.Ok && heap is not null)
                status = heap.TryTakeChunk(out next);

            if (status == TranslateStatus.Fault)
                return Fail(GpuException.CS_BUS_FAULT, heapAddress);

            if (status != TranslateStatus.Ok)
            {
                StallAddress = heapAddress;
                return Piece.Stalled;
            }
        }

        if (next == 0)
            return _handlerHasRun ? Fail(GpuException.OOM, Stream.Heap.Address) : Piece.OutOfMemory;

        _handlerHasRun = false;
        _in[NextChunk] = next;
        return Piece.Done;
    }

    /// <summary>Appends a chunk to the context's list of completed chunks; done twice it does no harm.</summary>
    private Piece Retire(ulong context, ulong chunk)
    {
        Piece piece = Read(context + ContextCompletedBottom, out ulong last);
        if (piece != Piece.Done || last == chunk)
            return piece;

        piece = Write(TilerHeap.ChunkAddress(chunk), 0);
        if (piece == Piece.Done)
        {
            piece = last == 0
                ? Write(context + ContextCompletedTop, chunk)
                : Write(TilerHeap.ChunkAddress(last), chunk);
        }

        return piece == Piece.Done ? Write(context + ContextCompletedBottom, chunk) : piece;
    }

    /// <summary>FINISH_TILING: the tiler's state in the context (+96) takes 1; it takes the least time.</summary>
    private Piece DoFinishTiling()
    {
        ulong context = _in[Context];
        if (context == 0 || (context & 7) != 0)
            return Fail(GpuException.DATA_INVALID_FAULT, context);

        return _step == Steps - 1 ? Write(context + ContextPrivateState, 1) : Piece.Done;
    }
}
