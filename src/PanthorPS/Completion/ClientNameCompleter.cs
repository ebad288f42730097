using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the names of the device's clients.</summary>
public sealed class ClientNameCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Device?.Clients.Select(client => new Offer(client.Name, client.ToString())) ?? [];
}
