using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The machine's swap device: slots of 4 KiB for pages that have to leave the RAM.</summary>
/// <remarks>
/// A transfer is over when the call returns, as with a compressed RAM disk; who wants it to take time waits afterwards.
/// Slots are handed out lowest first, the last freed before fresh ones. A slot that is read while nobody owns it, or
/// freed twice, is a finding.
/// </remarks>
public sealed unsafe class SwapStore : ICheckpointed, IDisposable
{
    /// <summary>Bytes in a slot.</summary>
    public const int SlotSize = PhysicalMemory.PageSize;

    private const int NoSlot = -1;

    private readonly Simulation _simulation;
    private readonly PhysicalMemory _memory;
    private int[] _next = [];
    private bool[] _used = [];
    private byte* _data;
    private int _freeHead = NoSlot;
    private int _fresh;

    /// <summary>Makes an empty swap device.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="memory">Its RAM.</param>
    /// <param name="size">Bytes, a multiple of 4 KiB; 0 for a machine without swap.</param>
    public SwapStore(Simulation simulation, PhysicalMemory memory, long size)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(memory);
        if (size < 0 || size % SlotSize != 0 || size / SlotSize > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(size), size, "The swap size must be a multiple of 4 KiB.");

        _simulation = simulation;
        _memory = memory;
        TotalPages = size / SlotSize;
    }

    /// <summary>Pages that fit.</summary>
    public long TotalPages { get; }

    /// <summary>Pages that are in it.</summary>
    public long UsedPages { get; private set; }

    /// <summary>Pages that still fit.</summary>
    public long FreePages => TotalPages - UsedPages;

    /// <summary>Pages written since the machine was built.</summary>
    public long PagesOut { get; private set; }

    /// <summary>Pages read since the machine was built.</summary>
    public long PagesIn { get; private set; }

    /// <summary>Writes a page of RAM to a free slot.</summary>
    /// <param name="address">Physical address of the page.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>
    /// ENOSPC if no slot is free; the error of the fault point SwapOut if it fires. The page then stays as it is.
    /// </returns>
    public Errno Write(ulong address, out int slot)
    {
        slot = NoSlot;
        if (FreePages == 0)
            return Errno.ENOSPC;

        if (_simulation.Faults.ShouldFail(HardwareFaultPoints.SwapOut, null, out Errno errno))
            return errno;

        if (_data == null)
            Commit();

        slot = _freeHead;
        if (slot != NoSlot)
            _freeHead = _next[slot];
        else
            slot = _fresh++;

        _used[slot] = true;
        UsedPages++;
        PagesOut++;
        Unsafe.CopyBlockUnaligned(At(slot), _memory.Pointer(address), SlotSize);
        return Errno.None;
    }

    /// <summary>Reads a slot into a page of RAM; the slot keeps its bytes.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="address">Physical address of the page.</param>
    /// <returns>The error of the fault point SwapIn if it fires; nothing is read then.</returns>
    public Errno Read(int slot, ulong address)
    {
        if (!IsOwned(slot, "read"))
            return Errno.EIO;

        if (_simulation.Faults.ShouldFail(HardwareFaultPoints.SwapIn, null, out Errno errno))
            return errno;

        PagesIn++;
        Unsafe.CopyBlockUnaligned(_memory.Pointer(address), At(slot), SlotSize);
        return Errno.None;
    }

    /// <summary>Gives a slot back.</summary>
    public void Free(int slot)
    {
        if (!IsOwned(slot, "freed"))
            return;

        _used[slot] = false;
        _next[slot] = _freeHead;
        _freeHead = slot;
        UsedPages--;
    }

    /// <summary>Reports slots that are still in use as a finding; for the removal of the device.</summary>
    /// <returns>How many pages were left behind.</returns>
    public long CheckLeaks()
    {
        if (UsedPages != 0)
            HardwareChecks.Report(_simulation, FindingKind.Leak, Text($"{UsedPages} pages are still in swap"), string.Empty);

        return UsedPages;
    }

    /// <summary>Gives the native block back.</summary>
    public void Dispose()
    {
        NativeMemory.Free(_data);
        _data = null;
    }

    /// <inheritdoc/>
    object? ICheckpointed.SaveState()
    {
        if (_data == null)
            return null;

        byte[] saved = new byte[(long)_fresh * SlotSize];
        new ReadOnlySpan<byte>(_data, saved.Length).CopyTo(saved);
        return saved;
    }

    /// <inheritdoc/>
    void ICheckpointed.RestoreState(object? saved)
    {
        if (saved is byte[] bytes)
            bytes.CopyTo(new Span<byte>(_data, bytes.Length));
        else
            Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => Text($"{UsedPages} of {TotalPages} pages of swap in use");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // The tables and the bytes cost nothing before the first page is written.
    private void Commit()
    {
        _next = new int[TotalPages];
        _used = new bool[TotalPages];
        _data = (byte*)NativeMemory.AllocZeroed((nuint)TotalPages * SlotSize);
    }

    private byte* At(int slot) => _data + (long)slot * SlotSize;

    private bool IsOwned(int slot, string what)
    {
        if ((uint)slot < (uint)_used.Length && _used[slot])
            return true;

        HardwareChecks.Report(
            _simulation, FindingKind.BadPage, Text($"swap slot {slot} is {what} while nobody owns it"), ToString());
        return false;
    }
}
