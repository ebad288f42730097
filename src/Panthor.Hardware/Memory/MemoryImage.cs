using System;
using System.Collections.Generic;

namespace Panthor.Hardware;

/// <summary>
/// A copy of a <see cref="MemoryBlock"/>: the allocator's tables and the bytes of all pages that somebody owns and has
/// reached for.
/// </summary>
internal sealed unsafe class MemoryImage
{
    private const int PageSize = MemoryBlock.PageSize;
    private const int PagesPerChunk = MemoryBlock.PagesPerChunk;

    private readonly ChunkImage?[] _chunks;

    public MemoryImage(MemoryBlock block)
    {
        _chunks = new ChunkImage?[block.ChunkCount];
        for (int chunk = 0; chunk < _chunks.Length; chunk++)
        {
            if (block.Chunks[chunk].Used != 0)
                _chunks[chunk] = new ChunkImage(block, chunk);
        }
    }

    /// <summary>Makes the block what it was. Bytes that nobody owned may differ; what hands them out clears them.</summary>
    public void Restore(MemoryBlock block)
    {
        for (int chunk = 0; chunk < _chunks.Length; chunk++)
        {
            if (_chunks[chunk] is { } image)
                image.Restore(block);
            else
                block.ResetChunk(chunk);
        }
    }

    private sealed class ChunkImage
    {
        private readonly int _chunk;
        private readonly ChunkState _state;
        private readonly byte[] _use;
        private readonly ushort[] _references;
        private readonly ushort[] _next;
        private readonly Page[] _pages;
        private readonly byte[] _bytes;

        public ChunkImage(MemoryBlock block, int chunk)
        {
            int first = chunk * PagesPerChunk;
            _chunk = chunk;
            _state = block.Chunks[chunk];
            _use = new Span<byte>(block.Use + first, PagesPerChunk).ToArray();
            _references = new Span<ushort>(block.References + first, PagesPerChunk).ToArray();
            _next = new Span<ushort>(block.Next + first, PagesPerChunk).ToArray();
            List<Page> pages = [];
            List<byte> bytes = [];
            for (int page = first; page < first + PagesPerChunk; page++)
            {
                if (!PhysicalMemory.IsInUse(block.Use[page]))
                    continue;

                Span<byte> whole = PageOf(block, page);
                int length = whole.LastIndexOfAnyExcept((byte)0) + 1;
                pages.Add(new Page(page, bytes.Count, length));
                bytes.AddRange(whole[..length]);
            }

            _pages = pages.ToArray();
            _bytes = bytes.ToArray();
        }

        public void Restore(MemoryBlock block)
        {
            int first = _chunk * PagesPerChunk;
            ushort dirty = Math.Max(block.Chunks[_chunk].Dirty, _state.Dirty);
            block.Chunks[_chunk] = _state;
            block.Chunks[_chunk].Dirty = dirty;
            _use.CopyTo(new Span<byte>(block.Use + first, PagesPerChunk));
            _references.CopyTo(new Span<ushort>(block.References + first, PagesPerChunk));
            _next.CopyTo(new Span<ushort>(block.Next + first, PagesPerChunk));

            // Reading is cheaper than writing, and few pages change in a short run.
            foreach (Page page in _pages)
            {
                Span<byte> bytes = PageOf(block, page.Number);
                Span<byte> zeroes = bytes[page.Length..];
                ReadOnlySpan<byte> saved = _bytes.AsSpan(page.Offset, page.Length);
                if (!saved.SequenceEqual(bytes[..page.Length]))
                    saved.CopyTo(bytes);

                if (zeroes.ContainsAnyExcept((byte)0))
                    zeroes.Clear();
            }
        }

        private static Span<byte> PageOf(MemoryBlock block, int page) =>
            new(block.Data + ((long)page << MemoryBlock.PageShift), PageSize);

        /// <summary>A page and where its bytes are kept: up to the last that is not zero.</summary>
        private readonly record struct Page(int Number, int Offset, int Length);
    }
}
