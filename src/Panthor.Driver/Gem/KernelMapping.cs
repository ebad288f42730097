using System;
using System.Runtime.InteropServices;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>A buffer in the kernel's address space (<c>vmap()</c>): the pages are pinned as long as it exists.</summary>
/// <remarks>
/// The pages behind the last byte are the guard that <c>vmalloc()</c> leaves between its areas: touching them is an oops.
/// </remarks>
public sealed class KernelMapping
{
    private readonly Simulation _simulation;
    private readonly PhysicalMemory _memory;
    private readonly GemPages? _pages;
    private readonly Func<ulong, ulong>? _addressOf;
    private readonly bool _isCached;
    private bool _isClosed;

    internal KernelMapping(PanthorGemObject buffer, GemPages pages)
    {
        _simulation = buffer.Device.Simulation;
        _memory = buffer.Device.Platform.Memory;
        Size = buffer.Size;
        _pages = pages;
        _isCached = buffer.IsCpuCached;
    }

    internal KernelMapping(
        Simulation simulation, PhysicalMemory memory, ulong size, Func<ulong, ulong> addressOf, bool isCached)
    {
        _simulation = simulation;
        _memory = memory;
        Size = size;
        _addressOf = addressOf;
        _isCached = isCached;
    }

    /// <summary>Size in bytes.</summary>
    public ulong Size { get; }

    /// <summary>The kernel reads bytes.</summary>
    /// <exception cref="KernelOopsException">The bytes are not in the buffer.</exception>
    public void Read(ulong offset, Span<byte> destination)
    {
        for (; !destination.IsEmpty; destination = destination[Step(ref offset, destination.Length)..])
        {
            CpuAccess.Read(_memory, Locate(offset), destination[..InPage(offset, destination.Length)], _isCached);
        }
    }

    /// <summary>The kernel writes bytes.</summary>
    /// <exception cref="KernelOopsException">The bytes are not in the buffer.</exception>
    public void Write(ulong offset, ReadOnlySpan<byte> source)
    {
        for (; !source.IsEmpty; source = source[Step(ref offset, source.Length)..])
        {
            CpuAccess.Write(_memory, Locate(offset), source[..InPage(offset, source.Length)], _isCached);
        }
    }

    /// <summary>The kernel fills bytes with a value (<c>memset()</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not in the buffer.</exception>
    public void Fill(ulong offset, ulong count, byte value)
    {
        while (count != 0)
        {
            int part = InPage(offset, (int)Math.Min(count, GemPages.PageSize));
            CpuAccess.Fill(_memory, Locate(offset), part, value, _isCached);
            offset += (ulong)part;
            count -= (ulong)part;
        }
    }

    /// <summary>The kernel reads a naturally aligned word (<c>READ_ONCE()</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The word is not in the buffer.</exception>
    public unsafe uint Read32(ulong offset)
    {
        ulong address = Locate(offset);
        if (!_isCached)
        {
            return *(uint*)_memory.Pointer(address);
        }

        uint value = 0;
        _memory.CpuRead(address, MemoryMarshal.AsBytes(new Span<uint>(ref value)));
        return value;
    }

    /// <summary>The kernel writes a naturally aligned word (<c>WRITE_ONCE()</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The word is not in the buffer.</exception>
    public unsafe void Write32(ulong offset, uint value)
    {
        ulong address = Locate(offset);
        if (!_isCached)
        {
            *(uint*)_memory.Pointer(address) = value;
            return;
        }

        _memory.CpuWrite(address, MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value)));
    }

    /// <summary>The kernel reads a naturally aligned double word.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The double word is not in the buffer.</exception>
    public unsafe ulong Read64(ulong offset)
    {
        ulong address = Locate(offset);
        if (!_isCached)
        {
            return *(ulong*)_memory.Pointer(address);
        }

        ulong value = 0;
        _memory.CpuRead(address, MemoryMarshal.AsBytes(new Span<ulong>(ref value)));
        return value;
    }

    /// <summary>The kernel writes a naturally aligned double word.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The double word is not in the buffer.</exception>
    public unsafe void Write64(ulong offset, ulong value)
    {
        ulong address = Locate(offset);
        if (!_isCached)
        {
            *(ulong*)_memory.Pointer(address) = value;
            return;
        }

        _memory.CpuWrite(address, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in value)));
    }

    internal void Close() => _isClosed = true;

    private static int InPage(ulong offset, int length) =>
        (int)Math.Min((ulong)length, GemPages.PageSize - offset % GemPages.PageSize);

    private static int Step(ref ulong offset, int length)
    {
        int step = InPage(offset, length);
        offset += (ulong)step;
        return step;
    }

    private ulong Locate(ulong offset)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (offset >= Size)
        {
            throw _simulation.Oops(
                $"Unable to handle kernel paging request: offset 0x{offset:x} of a mapping of 0x{Size:x} bytes");
        }

        ulong page = offset / GemPages.PageSize;
        return (_pages is { } pages ? pages[(int)page] : _addressOf!(page)) + offset % GemPages.PageSize;
    }
}
