using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <content>Checked accesses, injected failures and findings.</content>
public sealed unsafe partial class PhysicalMemory
{
    private const int LeaksListed = 8;
    private static readonly object[] s_subjects =
        [PageUse.Free, PageUse.PageTable, PageUse.Buffer, PageUse.Firmware, PageUse.Kernel];

    /// <summary>Reports every page that is still allocated, one finding per use.</summary>
    /// <returns>How many pages of 4 KiB leaked.</returns>
    public long CheckLeaks()
    {
        for (PageUse use = PageUse.PageTable; use <= PageUse.Kernel; use++)
        {
            if (CountOf(use) != 0)
                ReportLeak(use);
        }

        return _usedPages;
    }

    /// <summary>Reports a page that nobody owns as a finding.</summary>
    /// <param name="address">Any address in the page.</param>
    /// <param name="operation">What was about to be done, for the report.</param>
    /// <returns>True if the page is allocated.</returns>
    public bool AssertAllocated(ulong address, string operation)
    {
        if (IsAllocated(address))
            return true;

        Report(FindingKind.BadPage, string.Concat(operation, " on a page that nobody owns"), address, 0);
        return false;
    }

    /// <summary>Reads an aligned word of RAM; no check of the page's state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong ReadUInt64(ulong address) => *(ulong*)Pointer(address);

    /// <summary>Where the use of the page at an address is kept: 0 while nobody owns it; see <see cref="IsInUse"/>.</summary>
    internal byte* UsePointer(ulong address) => Block.Use + PageIndex(address);

    private bool InjectedFailure(PageUse use) =>
        _simulation.Faults.ShouldFail(HardwareFaultPoints.PageAllocation, s_subjects[(int)use]);

    private bool MayFree(ulong address, int order)
    {
        ulong size = (ulong)PageSize << order;
        if (!Contains(address, size) || (address & (size - 1)) != 0)
        {
            Report(FindingKind.BadPage, "a page is freed that never existed", address, order);
            return false;
        }

        PageState state = StateOf(address);
        if (state.IsFree)
        {
            Report(FindingKind.DoubleFree, "a page is freed twice", address, order);
            return false;
        }

        if (state.Order != order)
        {
            Report(FindingKind.BadPage, "a page is freed with the wrong order", address, order);
            return false;
        }

        if (state.References != 1)
        {
            Report(FindingKind.BadPage, "a page is freed while others hold references", address, order);
            return false;
        }

        return true;
    }

    private void Report(FindingKind kind, string what, ulong address, int order)
    {
        string state = Contains(address, 1) ? StateOf(address).ToString() : "no memory";
        HardwareChecks.Report(
            _simulation,
            kind,
            string.Create(CultureInfo.InvariantCulture, $"{what}: 0x{address:x} order {order}"),
            string.Create(
                CultureInfo.InvariantCulture, $"page state: {state}\nfree pages: {FreePages} of {TotalPages}"));
    }

    private void ReportLeak(PageUse use)
    {
        MemoryBlock block = Block;
        var list = new StringBuilder();
        int listed = 0;
        for (int page = 0; page < block.PageCount && listed < LeaksListed; page++)
        {
            if ((block.Use[page] & ~Untouched) != (byte)use)
                continue;

            PageState state = StateOf(AddressOf(page));
            list.Append(CultureInfo.InvariantCulture, $"\n  {state}");
            page += (1 << state.Order) - 1;
            listed++;
        }

        long count = CountOf(use);
        (string pages, string are) = count == 1 ? ("page", "is") : ("pages", "are");
        HardwareChecks.Report(
            _simulation,
            FindingKind.Leak,
            string.Create(CultureInfo.InvariantCulture, $"{count} {pages} ({use}) {are} still allocated"),
            string.Create(CultureInfo.InvariantCulture, $"The first of them:{list}"));
    }
}
