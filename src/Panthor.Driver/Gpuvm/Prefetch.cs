using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Panthor.Driver.Gpuvm;

/// <summary>
/// Hints to fetch memory into the cache before it is needed; nothing where the machine has no such hint.
/// </summary>
internal static unsafe class Prefetch
{
    private const int CacheLine = 64;

    /// <summary>The first two cache lines of an object.</summary>
    /// <remarks>The address may be out of date when the collector moves the object: a hint is never wrong.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Object(object? target)
    {
        if (!Sse.IsSupported)
            return;
        byte* address = (byte*)Unsafe.As<object?, nint>(ref target);
        Sse.Prefetch0(address);
        Sse.Prefetch0(address + CacheLine);
    }

    /// <summary>Some bytes from a place inside of an object on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Range(ref ulong first, int bytes)
    {
        if (!Sse.IsSupported)
            return;
        byte* address = (byte*)Unsafe.AsPointer(ref first);
        for (int offset = 0; offset < bytes; offset += CacheLine)
            Sse.Prefetch0(address + offset);
    }
}
