using System;
using Panthor.Hardware;

namespace Panthor.Driver.Gem;

/// <summary>
/// A device that reads and writes memory by itself: the GPU, or a camera, a display, a codec that shares buffers with it.
/// </summary>
/// <remarks>
/// What must be done to the CPU's caches for it is what arm64 does (<c>arch_sync_dma_for_cpu()</c> and
/// <c>arch_sync_dma_for_device()</c>): nothing for a coherent device.
/// </remarks>
public sealed class DmaDevice
{
    private readonly PhysicalMemory _memory;

    /// <summary>Makes a device of a machine.</summary>
    /// <param name="memory">The machine's memory.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isCoherent">Whether it sees what the CPU's caches hold (<c>dev_is_dma_coherent()</c>).</param>
    public DmaDevice(PhysicalMemory memory, string name, bool isCoherent)
    {
        ArgumentNullException.ThrowIfNull(memory);
        _memory = memory;
        Name = name;
        IsCoherent = isCoherent;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether it sees what the CPU's caches hold.</summary>
    public bool IsCoherent { get; }

    /// <inheritdoc />
    public override string ToString() => Name;

    /// <summary>The memory is the device's from now on (<c>dma_map_sgtable()</c>, both directions).</summary>
    internal void Map(ReadOnlySpan<ScatterSegment> segments) => SyncForDevice(segments);

    /// <summary>The memory is the CPU's again (<c>dma_unmap_sgtable()</c>, both directions).</summary>
    internal void Unmap(ReadOnlySpan<ScatterSegment> segments) => SyncForCpu(segments, DmaDirection.Bidirectional);

    /// <summary>The CPU is about to use the memory (<c>dma_sync_sgtable_for_cpu()</c>).</summary>
    internal void SyncForCpu(ReadOnlySpan<ScatterSegment> segments, DmaDirection direction)
    {
        if (IsCoherent || direction == DmaDirection.ToDevice)
        {
            return;
        }

        foreach (ScatterSegment segment in segments)
        {
            _memory.InvalidateCpuCache(segment.Address, segment.Length);
        }
    }

    /// <summary>The CPU has used the memory (<c>dma_sync_sgtable_for_device()</c>); what it read is written back, too.</summary>
    internal void SyncForDevice(ReadOnlySpan<ScatterSegment> segments)
    {
        if (IsCoherent)
        {
            return;
        }

        foreach (ScatterSegment segment in segments)
        {
            _memory.CleanCpuCache(segment.Address, segment.Length);
        }
    }

    /// <summary>The device reads.</summary>
    internal void Read(ReadOnlySpan<ScatterSegment> segments, ulong offset, Span<byte> destination)
    {
        foreach (ScatterSegment segment in segments)
        {
            int count = PartIn(segment, ref offset, destination.Length);
            _memory.TryRead(segment.Address + offset, destination[..count]);
            destination = destination[count..];
            offset = count == 0 ? offset : 0;
        }
    }

    /// <summary>The device writes.</summary>
    internal void Write(ReadOnlySpan<ScatterSegment> segments, ulong offset, ReadOnlySpan<byte> source)
    {
        foreach (ScatterSegment segment in segments)
        {
            int count = PartIn(segment, ref offset, source.Length);
            _memory.TryWrite(segment.Address + offset, source[..count]);
            source = source[count..];
            offset = count == 0 ? offset : 0;
        }
    }

    // How much of the rest lies in a segment; the offset counts from its start then, and from the next one's if nothing.
    private static int PartIn(ScatterSegment segment, ref ulong offset, int rest)
    {
        if (offset >= segment.Length)
        {
            offset -= segment.Length;
            return 0;
        }

        return (int)Math.Min((ulong)rest, segment.Length - offset);
    }
}
