using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// Walks over all fences that a fence stands for (<c>struct dma_fence_unwrap</c>): the links of a chain, the members of
/// an array, or the arrays in a chain.
/// </summary>
/// <remarks>
/// <c>for (fence = First(head, out cursor); fence is not null; fence = cursor.Next())</c>. The fences come without a
/// reference; who leaves the loop early calls <see cref="End"/>.
/// </remarks>
public struct DmaFenceUnwrap : IEquatable<DmaFenceUnwrap>
{
    private static readonly Comparer<DmaFence> s_newestFirst = Comparer<DmaFence>.Create(Compare);

    private DmaFence? _chain;
    private DmaFence? _array;
    private int _index;

    /// <summary>Whether both are at the same place.</summary>
    public static bool operator ==(DmaFenceUnwrap left, DmaFenceUnwrap right) => left.Equals(right);

    /// <summary>Whether both are at different places.</summary>
    public static bool operator !=(DmaFenceUnwrap left, DmaFenceUnwrap right) => !left.Equals(right);

    /// <summary>Begins (<c>dma_fence_unwrap_first()</c>).</summary>
    /// <param name="head">What is walked over; may be null.</param>
    /// <param name="cursor">Where the walk is.</param>
    public static DmaFence? First(DmaFence? head, out DmaFenceUnwrap cursor)
    {
        cursor = new DmaFenceUnwrap { _chain = head?.Get() };
        return cursor.FirstOfArray();
    }

    /// <summary>Goes on (<c>dma_fence_unwrap_next()</c>).</summary>
    public DmaFence? Next()
    {
        DmaFence? member = DmaFenceArray.Next(_array, ++_index);
        if (member is not null || _chain is null)
        {
            return member;
        }

        _chain = DmaFenceChain.Walk(_chain);
        return FirstOfArray();
    }

    /// <summary>Ends a walk early.</summary>
    public void End()
    {
        _chain?.Put();
        _chain = null;
        _array = null;
    }

    /// <summary>
    /// One fence for several (<c>dma_fence_unwrap_merge()</c>): what they stand for, without those that are signalled
    /// and without all but the newest of each context.
    /// </summary>
    /// <param name="fences">The fences of the machine.</param>
    /// <param name="sources">What to merge; may hold null.</param>
    /// <returns>
    /// A fence, a fence array, or a stub that carries the latest time; with a reference for the caller.
    /// </returns>
    public static DmaFence Merge(DmaFences fences, params ReadOnlySpan<DmaFence?> sources)
    {
        ArgumentNullException.ThrowIfNull(fences);
        VirtualTime timestamp = VirtualTime.Zero;
        List<DmaFence> pending = [];
        foreach (DmaFence? source in sources)
        {
            for (DmaFence? fence = First(source, out DmaFenceUnwrap cursor); fence is not null; fence = cursor.Next())
            {
                if (!fence.IsSignaled())
                {
                    pending.Add(fence.Get());
                }
                else if (fence.Timestamp > timestamp)
                {
                    timestamp = fence.Timestamp;
                }
            }
        }

        if (pending.Count == 0)
        {
            return fences.AllocatePrivateStub(timestamp);
        }

        Deduplicate(pending);
        return pending.Count == 1
            ? pending[0]
            : DmaFenceArray.Create(fences, [.. pending], fences.AllocateContext(), 1);
    }

    /// <summary>
    /// Keeps only the newest fence of each context and puts the references to the others
    /// (<c>dma_fence_dedup_array()</c>).
    /// </summary>
    public static void Deduplicate(List<DmaFence> fences)
    {
        ArgumentNullException.ThrowIfNull(fences);
        if (fences.Count < 2)
        {
            return;
        }

        fences.Sort(s_newestFirst);
        int kept = 0;
        for (int i = 1; i < fences.Count; i++)
        {
            if (fences[i].Context == fences[kept].Context)
            {
                fences[i].Put();
            }
            else
            {
                fences[++kept] = fences[i];
            }
        }

        fences.RemoveRange(kept + 1, fences.Count - kept - 1);
    }

    /// <inheritdoc/>
    public readonly bool Equals(DmaFenceUnwrap other) =>
        ReferenceEquals(_chain, other._chain) && ReferenceEquals(_array, other._array) && _index == other._index;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is DmaFenceUnwrap other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _index;

    private static int Compare(DmaFence? left, DmaFence? right)
    {
        if (ReferenceEquals(left, right))
        {
            return 0;
        }

        int order = left!.Context.CompareTo(right!.Context);
        return order != 0 ? order : right.IsLaterThan(left) ? 1 : left.IsLaterThan(right) ? -1 : 0;
    }

    private DmaFence? FirstOfArray()
    {
        _array = DmaFenceChain.ContainedIn(_chain);
        _index = 0;
        return DmaFenceArray.First(_array);
    }
}
