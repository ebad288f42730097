using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Panthor.Driver.Gpuvm;

/// <summary>Counts keys in small sorted arrays without branches; the unused tail holds the maximum.</summary>
internal static class SortedKeys
{
    /// <summary>Number of the 32 keys that are at most <paramref name="key"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountUpTo32(ref ulong keys, ulong key)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var wanted = Vector512.Create(key);
            return Count(Vector512.LoadUnsafe(ref keys), wanted)
                + Count(Vector512.LoadUnsafe(ref keys, 8), wanted)
                + Count(Vector512.LoadUnsafe(ref keys, 16), wanted)
                + Count(Vector512.LoadUnsafe(ref keys, 24), wanted);
        }

        return CountSorted(ref keys, 32, key);
    }

    /// <summary>Number of the 64 keys that are at most <paramref name="key"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountUpTo64(ref ulong keys, ulong key)
    {
        if (Vector512.IsHardwareAccelerated)
            return CountUpTo32(ref keys, key) + CountUpTo32(ref Unsafe.Add(ref keys, 32), key);
        return CountSorted(ref keys, 64, key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(Vector512<ulong> keys, Vector512<ulong> wanted) =>
        BitOperations.PopCount(Vector512.LessThanOrEqual(keys, wanted).ExtractMostSignificantBits());

    /// <summary>Binary search over a power of two of keys.</summary>
    private static int CountSorted(ref ulong keys, int length, ulong key)
    {
        int position = 0;
        for (int half = length / 2; half > 0; half /= 2)
            position += Unsafe.Add(ref keys, position + half - 1) <= key ? half : 0;
        return position + (Unsafe.Add(ref keys, position) <= key ? 1 : 0);
    }
}
