using System;

namespace Panthor.Kernel;

/// <summary>
/// What is only ever appended to, its count kept by the owner: events, lock orders. As long as a machine goes back to one
/// and the same checkpoint, what lies below the count of then is unchanged, and nothing has to be copied.
/// </summary>
[SharedAcrossRuns]
internal sealed class AppendStore<T>
{
    private T[]? _kept;

    /// <summary>The items. The array only grows; what lies beyond the owner's count is of no meaning.</summary>
    internal T[] Items = [];

    /// <summary>Sets an item, at the end or in place of one that a run before the last restore has left.</summary>
    internal void Set(int index, T item)
    {
        if (index == Items.Length)
        {
            Array.Resize(ref Items, Math.Max(64, 2 * index));
        }

        Items[index] = item;
    }

    /// <summary>For <see cref="ICheckpointed.SaveState"/>.</summary>
    internal T[] Save() => _kept = (T[])Items.Clone();

    /// <summary>For <see cref="ICheckpointed.RestoreState"/>.</summary>
    /// <param name="saved">What <see cref="Save"/> returned.</param>
    /// <param name="isOverwritten">Whether the run may have overwritten what was there at the checkpoint.</param>
    internal void Restore(object? saved, bool isOverwritten)
    {
        T[] kept = (T[])saved!;
        if (isOverwritten || !ReferenceEquals(kept, _kept))
        {
            kept.CopyTo(Items, 0);
            _kept = kept;
        }
    }
}
