using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the firmware's group slots.</summary>
public sealed class SlotCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Device is { } device
            ? device.Machine.Device.Scheduler.Slots.Select(slot => new GpuSlot(device, slot))
                .Select(slot => new Offer(
                    $"{slot.Index}", $"slot {slot.Index}: {slot.State}, {slot.Group?.ToString() ?? "no group"}"))
            : [];
}
