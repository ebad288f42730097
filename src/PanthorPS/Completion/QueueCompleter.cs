using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the queues of the group that was typed before, or of the client's groups.</summary>
public sealed class QueueCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context)
    {
        IReadOnlyList<GpuGroup> groups = context.Group is { } given ? [given] : context.Client?.Groups ?? [];
        return groups.SelectMany(group => group.Queues).DistinctBy(queue => queue.Index).Select(queue =>
            new Offer($"{queue.Index}", $"{queue}: {queue.State}"));
    }
}
