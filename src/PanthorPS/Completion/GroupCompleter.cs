using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the handles of the client's groups.</summary>
public sealed class GroupCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.Groups.Select(group => new Offer(
            $"{group.Handle}",
            $"{group}: {group.Priority}, {group.State}, {GpuFormat.Counted(group.Queues.Count, "queue")}")) ?? [];
}
