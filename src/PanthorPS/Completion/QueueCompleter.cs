using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the queues that groups of the client have.</summary>
public sealed class QueueCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.Groups.SelectMany(group => group.Queues).GroupBy(queue => queue.Index)
            .OrderBy(same => same.Key)
            .Select(same => new Offer($"{same.Key}", $"queue {same.Key} of {same.Count()} groups")) ?? [];
}
