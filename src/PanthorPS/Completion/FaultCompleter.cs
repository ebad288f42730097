using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the faults that are injected into the device.</summary>
public sealed class FaultCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Device?.Faults.Select(fault =>
            new Offer($"{fault.Id}", $"{fault}: fired {GpuFormat.Counted(fault.Fired, "time")}")) ?? [];
}
