using System;
using System.Globalization;
using System.Runtime.InteropServices;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The machine's swap device: slots of 4 KiB for pages that have to leave the RAM.</summary>
/// <remarks>
/// A transfer is over when the call returns, as with a compressed RAM disk; who wants it to take time waits afterwards.
/// Slots are handed out lowest first. A 2 MiB page goes in one transfer to 512 neighbouring slots, a cluster, if one is
/// free. Of a page that is zero because nobody ever reached for it only that is kept. A slot that is read while nobody
/// owns it, or freed twice, is a finding.
/// </remarks>
public sealed unsafe partial class SwapStore : IDisposable
{
    /// <summary>Bytes in a slot.</summary>
    public const int SlotSize = PhysicalMemory.PageSize;

    /// <summary>Slots in a cluster: those of a 2 MiB page.</summary>
    public const int ClusterSlots = MemoryBlock.PagesPerChunk;

    private readonly Simulation _simulation;
    private readonly PhysicalMemory _memory;
    private byte* _data;

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

    /// <summary>Whether a 2 MiB page can be written in one transfer.</summary>
    public bool HasFreeCluster => FreePages >= ClusterSlots && FindCluster() >= 0;

    /// <summary>Writes a page of RAM to free slots.</summary>
    /// <param name="address">Physical address of the page.</param>
    /// <param name="order">0 for 4 KiB, 9 for 2 MiB.</param>
    /// <param name="slot">The slot; the first of a cluster for order 9.</param>
    /// <returns>
    /// ENOSPC if no slot, or no cluster, is free; the error of the fault point SwapOut if it fires, once for a transfer.
    /// The page then stays as it is.
    /// </returns>
    public Errno Write(ulong address, int order, out int slot)
    {
        slot = NoSlot;
        if (order == PhysicalMemory.PageOrder ? FreePages == 0 : !HasFreeCluster)
            return Errno.ENOSPC;

        if (_simulation.Faults.ShouldFail(HardwareFaultPoints.SwapOut, null, out Errno errno))
            return errno;

        if (_data == null)
            _data = (byte*)NativeMemory.AlignedAlloc((nuint)TotalPages * SlotSize, SlotSize);

        slot = order == PhysicalMemory.PageOrder ? TakeSlot() : TakeCluster();
        int count = 1 << order;
        UsedPages += count;
        PagesOut += count;
        for (int i = 0; i < count;)
        {
            bool isZero = _memory.IsUntouched(address + ((ulong)i * SlotSize));
            int end = i + 1;
            while (end < count && _memory.IsUntouched(address + ((ulong)end * SlotSize)) == isZero)
                end++;

            if (isZero)
                MarkZero(slot + i, end - i);
            else
                BulkCopy.Copy(_memory.Pointer(address + ((ulong)i * SlotSize)), At(slot + i), (long)(end - i) * SlotSize);

            i = end;
        }

        return Errno.None;
    }

    /// <summary>Reads slots into a page of RAM; they keep their bytes.</summary>
    /// <param name="slot">The slot; for order 9 the first of a cluster.</param>
    /// <param name="order">0 for 4 KiB, 9 for 2 MiB.</param>
    /// <param name="address">Physical address of the page, which the caller owns.</param>
    /// <returns>The error of the fault point SwapIn if it fires, once for a transfer; nothing is read then.</returns>
    public Errno Read(int slot, int order, ulong address)
    {
        int count = 1 << order;
        for (int i = 0; i < count; i++)
        {
            if (!IsOwned(slot + i, "read"))
                return Errno.EIO;
        }

        if (_simulation.Faults.ShouldFail(HardwareFaultPoints.SwapIn, null, out Errno errno))
            return errno;

        PagesIn += count;
        for (int i = 0; i < count;)
        {
            bool isZero = IsZero(slot + i);
            int end = i;
            do
            {
                if (isZero)
                    _memory.MarkUntouched(address + ((ulong)end * SlotSize));
                else
                    _memory.PointerToOverwrite(address + ((ulong)end * SlotSize));
                end++;
            }
            while (end < count && IsZero(slot + end) == isZero);

            if (!isZero)
                BulkCopy.Copy(At(slot + i), _memory.Pointer(address + ((ulong)i * SlotSize)), (long)(end - i) * SlotSize);

            i = end;
        }

        return Errno.None;
    }

    /// <summary>Gives slots back.</summary>
    /// <param name="slot">The slot; for order 9 the first of a cluster.</param>
    /// <param name="order">0 for 4 KiB, 9 for 2 MiB.</param>
    public void Free(int slot, int order)
    {
        for (int i = slot; i < slot + (1 << order); i++)
        {
            if (IsOwned(i, "freed"))
            {
                PutSlot(i);
                UsedPages--;
            }
        }
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
        NativeMemory.AlignedFree(_data);
        _data = null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text($"{UsedPages} of {TotalPages} pages of swap in use");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private byte* At(int slot) => _data + (long)slot * SlotSize;

    private bool IsOwned(int slot, string what)
    {
        if (IsUsed(slot))
            return true;

        HardwareChecks.Report(
            _simulation, FindingKind.BadPage, Text($"swap slot {slot} is {what} while nobody owns it"), ToString());
        return false;
    }
}
