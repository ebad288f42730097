using System;
using System.Runtime.CompilerServices;

namespace Panthor.Hardware;

/// <content>Pages that are zero because nobody has reached for them yet.</content>
public sealed unsafe partial class PhysicalMemory
{
    // In the byte that tells the use of a page: the page is zero for everybody, whatever its bytes say.
    private const byte Untouched = 0x80;

    /// <summary>Overwrites a 4 KiB page, which need not be cleared before.</summary>
    /// <param name="address">Physical address of the page.</param>
    /// <param name="bytes">4096 of them.</param>
    public void WritePage(ulong address, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, PageSize);
        fixed (byte* from = bytes)
        {
            BulkCopy.Copy(from, PointerToOverwrite(address), PageSize);
        }
    }

    /// <summary>Native address of a whole 4 KiB page of which the caller overwrites every byte at once.</summary>
    internal byte* PointerToOverwrite(ulong address)
    {
        ulong page = unchecked(address - BaseAddress) >> MemoryBlock.PageShift;
        if ((_use[page] & Untouched) != 0)
            Touch(page, clear: false);

        return Pointer(address);
    }

    /// <summary>True if the 4 KiB page is zero because nobody has reached for it since it was allocated.</summary>
    internal bool IsUntouched(ulong address) => (*UsePointer(address) & Untouched) != 0;

    /// <summary>Makes an allocated 4 KiB page zero again, for now by a mark alone.</summary>
    internal void MarkUntouched(ulong address) => *UsePointer(address) |= Untouched;

    /// <summary>True if the byte at a <see cref="UsePointer"/> says that somebody owns the page and has reached for it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsInUse(byte use) => unchecked((sbyte)use) > 0;

    private void Touch(ulong page, bool clear)
    {
        ChunkState* chunk = &Block.Chunks[page / MemoryBlock.PagesPerChunk];
        uint index = (uint)page % MemoryBlock.PagesPerChunk;
        _use[page] &= unchecked((byte)~Untouched);
        if (index >= chunk->Dirty)
            chunk->Dirty = (ushort)(index + 1);
        else if (clear)
            Unsafe.InitBlockUnaligned(_data + (page << MemoryBlock.PageShift), 0, PageSize);
    }
}
