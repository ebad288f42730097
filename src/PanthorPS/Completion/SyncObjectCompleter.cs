using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the handles of the client's synchronisation objects.</summary>
public sealed class SyncObjectCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.SyncObjects.Select(sync => new Offer(
            $"{sync.Handle}",
            sync.IsTimeline ? $"{sync}: timeline at {sync.Point}" : $"{sync}: signalled {sync.IsSignaled}")) ?? [];
}
