using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Panthor.Driver.Gpuvm;

/// <summary>
/// A node of <see cref="GpuVaTree"/>: sorted keys, all in one object; unused keys are at the maximum.
/// </summary>
internal abstract class GpuVaNode
{
    /// <summary>Entries in use.</summary>
    public int Count;

    /// <summary>A leaf: mappings with their first and last-plus-one address beside them.</summary>
    public sealed class Leaf : GpuVaNode
    {
        /// <summary>Mappings in one leaf.</summary>
        public const int Capacity = 32;

        private Keys _starts;
        private Keys _ends;
        private Values _values;

        public Leaf() => Starts.Fill(ulong.MaxValue);

        /// <summary>The leaf before this one, in the order of addresses.</summary>
        public Leaf? Previous;

        /// <summary>The leaf after this one; in the pool, the next free leaf.</summary>
        public Leaf? Next;

        public Span<ulong> Starts => MemoryMarshal.CreateSpan(ref Start(0), Capacity);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref ulong Start(int index) => ref Unsafe.Add(ref Unsafe.As<Keys, ulong>(ref _starts), index);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref ulong End(int index) => ref Unsafe.Add(ref Unsafe.As<Keys, ulong>(ref _ends), index);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref GpuVa? Value(int index) => ref Unsafe.Add(ref Unsafe.As<Values, GpuVa?>(ref _values), index);

        /// <summary>Index of the last mapping that starts at or before an address, -1 when there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int IndexOf(ulong address) => SortedKeys.CountUpTo32(ref Start(0), address) - 1;

        /// <summary>Starts to fetch what a search reads after it has found its index.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void PrefetchBody() => Prefetch.Range(ref End(0), 2 * Capacity * sizeof(ulong));

        /// <summary>Starts to fetch the mapping at an index.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void PrefetchValue(int index)
        {
            if (index < Count)
                Prefetch.Object(Value(index));
        }

        public void InsertAt(int index, ulong start, ulong end, GpuVa value)
        {
            int tail = Count - index;
            if (tail > 0)
                Move(this, index, this, index + 1, tail);
            Start(index) = start;
            End(index) = end;
            Value(index) = value;
            Count++;
        }

        public void RemoveAt(int index)
        {
            int last = --Count;
            int tail = last - index;
            if (tail > 0)
                Move(this, index + 1, this, index, tail);
            Start(last) = ulong.MaxValue;
            Value(last) = null;
        }

        /// <summary>Appends the mappings from an index on to another leaf and takes them out of this one.</summary>
        public void MoveTail(int index, Leaf target)
        {
            int count = Count - index;
            Move(this, index, target, target.Count, count);
            target.Count += count;
            MemoryMarshal.CreateSpan(ref Start(index), count).Fill(ulong.MaxValue);
            MemoryMarshal.CreateSpan(ref Value(index), count).Clear();
            Count = index;
        }

        private static void Move(Leaf source, int from, Leaf target, int to, int count)
        {
            MemoryMarshal.CreateSpan(ref source.Start(from), count)
                .CopyTo(MemoryMarshal.CreateSpan(ref target.Start(to), count));
            MemoryMarshal.CreateSpan(ref source.End(from), count)
                .CopyTo(MemoryMarshal.CreateSpan(ref target.End(to), count));
            MemoryMarshal.CreateSpan(ref source.Value(from), count)
                .CopyTo(MemoryMarshal.CreateSpan(ref target.Value(to), count));
        }

        [InlineArray(Capacity)]
        private struct Keys
        {
            private ulong _first;
        }

        [InlineArray(Capacity)]
        private struct Values
        {
            private GpuVa? _first;
        }
    }

    /// <summary>
    /// An inner node: children, each with the lowest address that it may hold. The first one takes what is lower.
    /// </summary>
    public sealed class Inner : GpuVaNode
    {
        /// <summary>Children of one node.</summary>
        public const int Capacity = 64;

        private Lows _lows;
        private Children _children;

        public Inner() => MemoryMarshal.CreateSpan(ref Low(0), Capacity).Fill(ulong.MaxValue);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref ulong Low(int index) => ref Unsafe.Add(ref Unsafe.As<Lows, ulong>(ref _lows), index);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref GpuVaNode? Child(int index) =>
            ref Unsafe.Add(ref Unsafe.As<Children, GpuVaNode?>(ref _children), index);

        /// <summary>Index of the child whose range holds an address.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int IndexOf(ulong address)
        {
            int index = SortedKeys.CountUpTo64(ref Low(0), address) - 1;
            return index < 0 ? 0 : index;
        }

        public void InsertAt(int index, ulong low, GpuVaNode child)
        {
            int tail = Count - index;
            if (tail > 0)
                Move(this, index, this, index + 1, tail);
            Low(index) = low;
            Child(index) = child;
            Count++;
        }

        /// <summary>
        /// Takes a child out; the range that it held goes to the child before it, else to the one after.
        /// </summary>
        public void RemoveAt(int index)
        {
            int last = --Count;
            int tail = last - index;
            if (tail > 0)
                Move(this, index + 1, this, index, tail);
            Low(last) = ulong.MaxValue;
            Child(last) = null;
        }

        public void MoveTail(int index, Inner target)
        {
            int count = Count - index;
            Move(this, index, target, target.Count, count);
            target.Count += count;
            MemoryMarshal.CreateSpan(ref Low(index), count).Fill(ulong.MaxValue);
            MemoryMarshal.CreateSpan(ref Child(index), count).Clear();
            Count = index;
        }

        private static void Move(Inner source, int from, Inner target, int to, int count)
        {
            MemoryMarshal.CreateSpan(ref source.Low(from), count)
                .CopyTo(MemoryMarshal.CreateSpan(ref target.Low(to), count));
            MemoryMarshal.CreateSpan(ref source.Child(from), count)
                .CopyTo(MemoryMarshal.CreateSpan(ref target.Child(to), count));
        }

        [InlineArray(Capacity)]
        private struct Lows
        {
            private ulong _first;
        }

        [InlineArray(Capacity)]
        private struct Children
        {
            private GpuVaNode? _first;
        }
    }
}
