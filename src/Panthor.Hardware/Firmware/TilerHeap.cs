using System;
using System.Buffers.Binary;

namespace Panthor.Hardware;

/// <summary>A tiler heap while a group that uses it is on a slot: the firmware's working copy of the heap context.
/// </summary>
/// <remarks>
/// <para>
/// The heap context lies in memory of the group's address space; a driver may only zero it. It is read when a stream
/// names it (HEAP_SET), kept here while the group is on its slot, and written back when the group leaves: what the CPU
/// or another group sees of it in between is old. All streams of a group that name the same context share one copy.
/// </para>
/// <para>
/// Real firmware's layout is not public; ours, 32 bytes: [0] u64 free list, [8] u32 render passes of which vertex and
/// tiling work was started, [12] u32 of which it was completed, [16] u32 of which the fragment work was completed, the
/// rest 0.
/// </para>
/// <para>
/// A chunk pointer holds the address in bits [63:12] and the size in pages of 4 KiB in [11:0], as <c>heap_start</c>
/// does and as panthor_heap.c links the chunks that a heap starts with. Each chunk starts with a header of 64 bytes, of
/// which the first eight are the pointer to the next chunk; 0 ends a list.
/// </para>
/// </remarks>
internal sealed class TilerHeap
{
    /// <summary>Bytes of a heap context.</summary>
    public const int ContextSize = 32;

    /// <summary>Bytes of a chunk's header: the tiler allocates behind it.</summary>
    public const uint ChunkHeaderSize = 64;

    private readonly SpaceMemory _memory;

    /// <summary>Creates a copy that is still to be loaded.</summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="address">Where the context lies.</param>
    public TilerHeap(SpaceMemory memory, ulong address)
    {
        _memory = memory;
        Address = address;
    }

    /// <summary>GPU virtual address of the heap context.</summary>
    public ulong Address { get; }

    /// <summary>Render passes whose vertex and tiling work was started (heap_vt_start).</summary>
    public uint VertexTilerStarted { get; private set; }

    /// <summary>Render passes whose vertex and tiling work was completed (heap_vt_end).</summary>
    public uint VertexTilerCompleted { get; private set; }

    /// <summary>Render passes whose fragment work was completed (heap_frag_end).</summary>
    public uint FragmentCompleted { get; private set; }

    /// <summary>Pointer to the first chunk that nobody uses; 0 if there is none.</summary>
    public ulong FreeList { get; private set; }

    /// <summary>What CS_TILER_OOM publishes.</summary>
    public CsHeapStatus Status => new(Address, VertexTilerStarted, VertexTilerCompleted, FragmentCompleted);

    /// <summary>Address of the chunk that a pointer leads to.</summary>
    public static ulong ChunkAddress(ulong pointer) => pointer & ~0xfffUL;

    /// <summary>Bytes of the chunk that a pointer leads to.</summary>
    public static ulong ChunkSize(ulong pointer) => (pointer & 0xfff) << 12;

    /// <summary>Reads the context (HEAP_SET).</summary>
    public TranslateStatus Load()
    {
        Span<byte> context = stackalloc byte[ContextSize];
        TranslateStatus status = _memory.Read(Address, context);
        if (status == TranslateStatus.Ok)
        {
            FreeList = BinaryPrimitives.ReadUInt64LittleEndian(context);
            VertexTilerStarted = BinaryPrimitives.ReadUInt32LittleEndian(context[8..]);
            VertexTilerCompleted = BinaryPrimitives.ReadUInt32LittleEndian(context[12..]);
            FragmentCompleted = BinaryPrimitives.ReadUInt32LittleEndian(context[16..]);
        }

        return status;
    }

    /// <summary>Writes the context back (the group leaves its slot, or the stream names another heap).</summary>
    public TranslateStatus WriteBack()
    {
        Span<byte> context = stackalloc byte[ContextSize];
        context.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(context, FreeList);
        BinaryPrimitives.WriteUInt32LittleEndian(context[8..], VertexTilerStarted);
        BinaryPrimitives.WriteUInt32LittleEndian(context[12..], VertexTilerCompleted);
        BinaryPrimitives.WriteUInt32LittleEndian(context[16..], FragmentCompleted);
        return _memory.Write(Address, context);
    }

    /// <summary>HEAP_OPERATION 0: vertex and tiling work of a render pass starts.</summary>
    public void StartVertexTiler() => VertexTilerStarted = unchecked(VertexTilerStarted + 1);

    /// <summary>HEAP_OPERATION 1: vertex and tiling work of a render pass is complete.</summary>
    public void CompleteVertexTiler() => VertexTilerCompleted = unchecked(VertexTilerCompleted + 1);

    /// <summary>HEAP_OPERATION 3, or FINISH_FRAGMENT that counts: the fragment work of a render pass is complete.
    /// </summary>
    public void CompleteFragment() => FragmentCompleted = unchecked(FragmentCompleted + 1);

    /// <summary>Takes the first chunk off the free list.</summary>
    /// <param name="chunk">Its pointer; 0 if the list is empty.</param>
    /// <returns>Other than Ok if its header could not be read; nothing has changed then.</returns>
    public TranslateStatus TryTakeChunk(out ulong chunk)
    {
        chunk = FreeList;
        if (chunk == 0)
            return TranslateStatus.Ok;

        TranslateStatus status = _memory.Read64(ChunkAddress(chunk), out ulong next);
        if (status == TranslateStatus.Ok)
            FreeList = next;
        else
            chunk = 0;

        return status;
    }

    /// <summary>Puts a list of chunks in front of the free list (FINISH_FRAGMENT).</summary>
    /// <param name="first">Pointer to the first chunk of the list; 0 for none.</param>
    /// <param name="last">Pointer to its last; the list is not walked.</param>
    /// <returns>Other than Ok if the last chunk's header could not be written; nothing has changed then.</returns>
    public TranslateStatus ReturnChunks(ulong first, ulong last)
    {
        if (first == 0 || last == 0)
            return TranslateStatus.Ok;

        TranslateStatus status = _memory.Write64(ChunkAddress(last), FreeList);
        if (status == TranslateStatus.Ok)
            FreeList = first;

        return status;
    }
}
