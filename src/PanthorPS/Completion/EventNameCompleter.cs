using System;
using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the names of the events that the device has recorded.</summary>
public sealed class EventNameCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Device?.Machine.Simulation.Events.Last(int.MaxValue).GroupBy(record => record.Id.Name)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Offer(group.Key, GpuFormat.Counted(group.Count(), "time"))) ?? [];
}
