using System;
using Panthor.Hardware;

namespace Panthor.Driver.Gem;

/// <summary>A buffer in the kernel's address space (<c>vmap()</c>): the pages are pinned as long as it exists.</summary>
public sealed class KernelMapping
{
    private readonly PhysicalMemory _memory;
    private readonly Func<ulong, ulong> _addressOf;
    private readonly bool _isCached;
    private bool _isClosed;

    internal KernelMapping(PanthorGemObject buffer, GemPages pages)
        : this(buffer.Device.Platform.Memory, buffer.Size, page => pages[(int)page], buffer.IsCpuCached)
    {
    }

    internal KernelMapping(PhysicalMemory memory, ulong size, Func<ulong, ulong> addressOf, bool isCached)
    {
        _memory = memory;
        Size = size;
        _addressOf = addressOf;
        _isCached = isCached;
    }

    /// <summary>Size in bytes.</summary>
    public ulong Size { get; }

    /// <summary>The kernel reads bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not in the buffer.</exception>
    public void Read(ulong offset, Span<byte> destination)
    {
        for (; !destination.IsEmpty; destination = destination[Step(ref offset, destination.Length)..])
        {
            CpuAccess.Read(_memory, Locate(offset), destination[..InPage(offset, destination.Length)], _isCached);
        }
    }

    /// <summary>The kernel writes bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not in the buffer.</exception>
    public void Write(ulong offset, ReadOnlySpan<byte> source)
    {
        for (; !source.IsEmpty; source = source[Step(ref offset, source.Length)..])
        {
            CpuAccess.Write(_memory, Locate(offset), source[..InPage(offset, source.Length)], _isCached);
        }
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
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, Size);
        return _addressOf(offset / GemPages.PageSize) + offset % GemPages.PageSize;
    }
}
