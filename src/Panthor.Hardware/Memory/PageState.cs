using System.Globalization;

namespace Panthor.Hardware;

/// <summary>The allocator's view of one physical page (a snapshot).</summary>
/// <param name="Address">Physical address of the page; of the 2 MiB page's start for order 9.</param>
/// <param name="Order">0 for 4 KiB, 9 for 2 MiB.</param>
/// <param name="Use">What it is used for; <see cref="PageUse.Free"/> if nobody owns it.</param>
/// <param name="References">References held; 1 after allocation, 0 when free.</param>
public readonly record struct PageState(ulong Address, int Order, PageUse Use, int References)
{
    /// <summary>True when nobody owns the page.</summary>
    public bool IsFree => Use == PageUse.Free;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"0x{Address:x10} order {Order} {Use} refs {References}");
}
