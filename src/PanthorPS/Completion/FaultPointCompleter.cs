using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the places where something can be made to fail.</summary>
public sealed class FaultPointCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        KnownFaultPoints.All.Select(point => new Offer(point.Name, $"{point.Description} ({point.Errno})"));
}
