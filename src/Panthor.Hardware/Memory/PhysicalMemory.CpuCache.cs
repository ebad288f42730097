using System;

namespace Panthor.Hardware;

/// <content>How the CPU sees the RAM through its cache, where the GPU does not.</content>
public sealed unsafe partial class PhysicalMemory
{
    private CpuCache? _cpuCache;

    /// <summary>Pages of which the CPU's cache holds bytes that a device may not see.</summary>
    public int CpuCachedPages => _cpuCache?.PageCount ?? 0;

    /// <summary>The CPU reads through its cache, as cached mappings do on a board without coherency.</summary>
    /// <param name="address">Physical address; the bytes lie in one page.</param>
    /// <param name="destination">Where the bytes go.</param>
    public void CpuRead(ulong address, Span<byte> destination) => Cache.Read(address, destination);

    /// <summary>The CPU writes into its cache, as cached mappings do on a board without coherency.</summary>
    /// <param name="address">Physical address; the bytes lie in one page.</param>
    /// <param name="source">The bytes.</param>
    public void CpuWrite(ulong address, ReadOnlySpan<byte> source) => Cache.Write(address, source);

    /// <summary>Writes what the CPU's cache holds of a range back, so that devices see it.</summary>
    public void CleanCpuCache(ulong address, ulong length) => _cpuCache?.Clean(address, length);

    /// <summary>Writes back and forgets what the CPU's cache holds of a range, so that the CPU sees what devices wrote.</summary>
    public void InvalidateCpuCache(ulong address, ulong length) => _cpuCache?.Invalidate(address, length);

    private CpuCache Cache => _cpuCache ??= new CpuCache(this);
}
