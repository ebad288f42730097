using System.Collections.Generic;
using System.Globalization;

namespace Panthor.Hardware;

/// <summary>A stream slot seen from the laboratory bench: read only; the properties are live.</summary>
public sealed class StreamSlotView
{
    private readonly CsfFirmware _firmware;
    private readonly int _slot;

    internal StreamSlotView(CsfFirmware firmware, int slot, int index)
    {
        _firmware = firmware;
        _slot = slot;
        Index = index;
    }

    /// <summary>Number of the stream in its group.</summary>
    public int Index { get; }

    /// <summary>The stream was started and not stopped.</summary>
    public bool IsStarted => Slot is { IsStarted: true };

    /// <summary>Why the stream does not execute at the moment, or that it does.</summary>
    public CsStop State => Slot is { IsStarted: true } slot ? slot.Stream.LastStop : CsStop.Stopped;

    /// <summary>A fault has occurred and no ERROR_BARRIER since.</summary>
    public bool IsFaulted => Stream is { IsFaulted: true };

    /// <summary>The ring's insert offset as the hardware has read it, in bytes.</summary>
    public ulong Insert => Stream?.Insert ?? 0;

    /// <summary>The ring's extract offset, in bytes.</summary>
    public ulong Extract => Stream?.Extract ?? 0;

    /// <summary>GPU virtual address of the instruction that comes next, or that blocks.</summary>
    public ulong CommandPointer => Stream?.WaitStatus.CommandPointer ?? 0;

    /// <summary>Calls that the stream is in.</summary>
    public int CallDepth => Stream?.CallDepth ?? 0;

    /// <summary>Bit n if scoreboard entry n is not 0.</summary>
    public uint Scoreboards => Stream?.WaitStatus.Scoreboards ?? 0;

    /// <summary>GPU virtual address of the sync object that is waited for; 0 if none is.</summary>
    public ulong SyncAddress => Stream?.WaitStatus.SyncPointer ?? 0;

    /// <summary>What its value is compared with.</summary>
    public ulong SyncValue => Stream?.WaitStatus.SyncValue ?? 0;

    /// <summary>GPU virtual address of the tiler heap context; 0 if there is none.</summary>
    public ulong HeapAddress => Stream?.Heap.Address ?? 0;

    /// <summary>Instructions executed since the start.</summary>
    public ulong Retired => Stream?.Retired ?? 0;

    /// <summary>Number of the user doorbell; 0 if there is none.</summary>
    public int Doorbell => Slot is { IsStarted: true } slot ? slot.Doorbell : 0;

    /// <summary>A copy of the registers; none if the stream is not started.</summary>
    public IReadOnlyList<uint> Registers => Stream is { } stream ? stream.Registers.ToArray() : [];

    private StreamSlot? Slot
    {
        get
        {
            GroupSlot? group = _firmware.SlotAt(_slot);
            return group is not null && Index < group.Streams.Length ? group.Streams[Index] : null;
        }
    }

    private CommandStream? Stream => Slot is { IsStarted: true } slot ? slot.Stream : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"CSG{_slot} CS{Index} {State}");
}
