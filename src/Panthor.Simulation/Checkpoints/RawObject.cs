using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Panthor.Kernel;

/// <summary>Copies of objects and of their bodies, whatever their type.</summary>
internal static class RawObject
{
    private static readonly Func<object, object> s_clone = typeof(object)
        .GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!
        .CreateDelegate<Func<object, object>>();

    private static readonly MethodInfo s_sizeOf = typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!;

    /// <summary>A copy with the same references in it.</summary>
    internal static object Clone(object source) => s_clone(source);

    /// <summary>Bytes of the body: everything behind the pointer to the type.</summary>
    /// <remarks>
    /// The runtime does not tell the size of an object, but counts what a thread allocates. An object is its body and two
    /// words in front of it. A collection that comes in between upsets the count: two that agree are believed.
    /// </remarks>
    internal static int SizeOfBody(object source)
    {
        long size = SizeOfClone(source);
        for (long again = SizeOfClone(source); again != size || size <= 0; again = SizeOfClone(source))
        {
            size = again;
        }

        return checked((int)size) - (2 * IntPtr.Size);
    }

    private static long SizeOfClone(object source)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        object copy = s_clone(source);
        long size = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(copy);
        return size;
    }

    /// <summary>Where the body of an object begins.</summary>
    internal static ref byte Body(object source) => ref Unsafe.As<Shape>(source).First;

    /// <summary>Where the elements of an array begin.</summary>
    internal static ref byte Elements(object array) =>
        ref MemoryMarshal.GetArrayDataReference(Unsafe.As<Array>(array));

    /// <summary>Bytes of an element of an array.</summary>
    /// <param name="element">The type of the elements.</param>
    internal static int SizeOfElement(Type element) =>
        !element.IsValueType
            ? IntPtr.Size
            : (int)s_sizeOf.MakeGenericMethod(element).Invoke(null, null)!;

    /// <summary>Copies bytes that hold no reference.</summary>
    internal static void CopyBytes(ref byte to, ref byte from, int length) =>
        MemoryMarshal.CreateReadOnlySpan(ref from, length).CopyTo(MemoryMarshal.CreateSpan(ref to, length));

    /// <summary>Copies bytes that hold references among others. The garbage collector is told.</summary>
    /// <remarks>
    /// Every word is moved as if it were a reference: such a move is atomic by word and marks where the collector has to
    /// look again, and never looks at the value. Bytes that are right already stay as they are, unmarked.
    /// </remarks>
    internal static void CopyWords(ref byte to, ref byte from, int length)
    {
        if (MemoryMarshal.CreateReadOnlySpan(ref from, length).SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref to, length)))
        {
            return;
        }

        int words = length / IntPtr.Size;
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, object?>(ref from), words)
            .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, object?>(ref to), words));
    }

    private sealed class Shape
    {
        public byte First;
    }
}
