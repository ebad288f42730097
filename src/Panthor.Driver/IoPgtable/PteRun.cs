using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Panthor.Driver.IoPgtable;

/// <summary>Operations on a run of neighbouring entries in one table, vectorised where the machine can.</summary>
/// <remarks>The loops are compiled for speed at once: vectors in unoptimised code are slower than no vectors.</remarks>
internal static unsafe class PteRun
{
    /// <summary>Whether all entries of the run are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEmpty(ulong* entry, int count)
    {
        if (count == 1)
            return *entry == 0;
        return IsEmptyRun(entry, count);
    }

    /// <summary>Writes <c>first</c>, <c>first + step</c>, … into the run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ulong* entry, int count, ulong first, ulong step)
    {
        if (count == 1)
            *entry = first;
        else
            FillRun(entry, count, first, step);
    }

    /// <summary>Writes zeroes into the run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(ulong* entry, int count)
    {
        if (count == 1)
            *entry = 0;
        else
            ClearRun(entry, count);
    }

    /// <summary>Number of entries at the start of the run that have one type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountOfType(ulong* entry, int count, ulong type)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            var mask = Vector512.Create(ArmLpae.PTE_TYPE_MASK);
            var wanted = Vector512.Create(type);
            for (; i + 8 <= count; i += 8)
                if (!Vector512.EqualsAll(Vector512.Load(entry + i) & mask, wanted))
                    break;
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            var mask = Vector256.Create(ArmLpae.PTE_TYPE_MASK);
            var wanted = Vector256.Create(type);
            for (; i + 4 <= count; i += 4)
                if (!Vector256.EqualsAll(Vector256.Load(entry + i) & mask, wanted))
                    break;
        }

        while (i < count && (entry[i] & ArmLpae.PTE_TYPE_MASK) == type)
            i++;
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsEmptyRun(ulong* entry, int count)
    {
        int i = 0;
        ulong rest = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            var any = Vector512<ulong>.Zero;
            for (; i + 8 <= count; i += 8)
                any |= Vector512.Load(entry + i);
            if (any != Vector512<ulong>.Zero)
                return false;
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            var any = Vector256<ulong>.Zero;
            for (; i + 4 <= count; i += 4)
                any |= Vector256.Load(entry + i);
            if (any != Vector256<ulong>.Zero)
                return false;
        }

        for (; i < count; i++)
            rest |= entry[i];
        return rest == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillRun(ulong* entry, int count, ulong first, ulong step)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated && count >= 8)
        {
            var value = Vector512.Create(first) + (Vector512<ulong>.Indices * step);
            var stride = Vector512.Create(step * 8);
            for (; i + 8 <= count; i += 8, value += stride)
                value.Store(entry + i);
        }
        else if (Vector256.IsHardwareAccelerated && count >= 4)
        {
            var value = Vector256.Create(first, first + step, first + (2 * step), first + (3 * step));
            var stride = Vector256.Create(step * 4);
            for (; i + 4 <= count; i += 4, value += stride)
                value.Store(entry + i);
        }

        for (; i < count; i++)
            entry[i] = first + ((ulong)i * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ClearRun(ulong* entry, int count)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; i + 8 <= count; i += 8)
                Vector512<ulong>.Zero.Store(entry + i);
        else if (Vector256.IsHardwareAccelerated)
            for (; i + 4 <= count; i += 4)
                Vector256<ulong>.Zero.Store(entry + i);
        for (; i < count; i++)
            entry[i] = 0;
    }
}
