using System;
using System.Globalization;
using System.Numerics;

namespace Panthor.Hardware;

/// <summary>A region of an address space as AS_LOCKADDR encodes it: a naturally aligned power of two.</summary>
/// <remarks>
/// The value holds the region's start in its upper bits and in bits [5:0] the logarithm of its size, minus one
/// (<c>pack_region_range</c>). The hardware locks at least 32 KiB (AS_LOCK_REGION_MIN_SIZE) and ignores address bits
/// below the size.
/// </remarks>
/// <param name="Start">First address.</param>
/// <param name="Size">Bytes; 0 for no region, <see cref="ulong.MaxValue"/> for the whole 64-bit space.</param>
public readonly record struct LockRegion(ulong Start, ulong Size)
{
    private const ulong WidthMask = 0x3f;
    private static readonly int s_minimumWidth = BitOperations.Log2(GpuRegisters.AS_LOCK_REGION_MIN_SIZE);

    /// <summary>No region.</summary>
    public static LockRegion None => default;

    /// <summary>Last address of the region; meaningless for no region.</summary>
    public ulong Last => unchecked(Start + Size - 1);

    /// <summary>The region that an AS_LOCKADDR value names.</summary>
    public static LockRegion FromLockAddr(ulong lockAddr)
    {
        int width = Math.Max((int)(lockAddr & WidthMask) + 1, s_minimumWidth);
        return width >= 64
            ? new LockRegion(0, ulong.MaxValue)
            : new LockRegion(lockAddr & ~((1UL << width) - 1), 1UL << width);
    }

    /// <summary>The smallest region that holds a range, and the AS_LOCKADDR value for it.</summary>
    /// <param name="start">First address of the range.</param>
    /// <param name="size">Bytes, not 0.</param>
    /// <param name="lockAddr">The register value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is 0.</exception>
    public static LockRegion Covering(ulong start, ulong size, out ulong lockAddr)
    {
        ArgumentOutOfRangeException.ThrowIfZero(size);
        ulong differing = start ^ checked(start + size - 1);
        int width = Math.Max(64 - BitOperations.LeadingZeroCount(differing), s_minimumWidth);
        ulong mask = width >= 64 ? ulong.MaxValue : (1UL << width) - 1;
        lockAddr = (start & ~mask) | (uint)(width - 1);
        return FromLockAddr(lockAddr);
    }

    /// <summary>True if the address lies in the region.</summary>
    public bool Contains(ulong address) => unchecked(address - Start) < Size;

    /// <summary>True if the region and a range have an address in common.</summary>
    /// <param name="start">First address of the range.</param>
    /// <param name="size">Bytes of the range.</param>
    public bool Overlaps(ulong start, ulong size) =>
        Size != 0 && size != 0 && start <= Last && Start <= unchecked(start + size - 1);

    /// <inheritdoc/>
    public override string ToString() => Size == 0
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"0x{Start:x}-0x{Last:x}");
}
