using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <content>Checkpoints: the bytes lie outside of what the runtime knows.</content>
public sealed unsafe partial class SwapStore : ICheckpointed
{
    /// <inheritdoc/>
    object? ICheckpointed.SaveState()
    {
        if (_data == null)
            return null;

        List<SavedSlot> saved = [];
        for (int slot = 0; slot < TotalPages; slot++)
        {
            if (IsUsed(slot) && !IsZero(slot))
                saved.Add(new SavedSlot(slot, new ReadOnlySpan<byte>(At(slot), SlotSize).ToArray()));
        }

        return saved.ToArray();
    }

    /// <inheritdoc/>
    void ICheckpointed.RestoreState(object? saved)
    {
        if (saved is not SavedSlot[] slots)
        {
            Dispose();
            return;
        }

        foreach (SavedSlot slot in slots)
            slot.Bytes.CopyTo(new Span<byte>(At(slot.Number), SlotSize));
    }

    private readonly record struct SavedSlot(int Number, byte[] Bytes);
}
