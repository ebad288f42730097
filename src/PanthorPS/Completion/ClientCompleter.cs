using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the device's clients, or their names.</summary>
public sealed class ClientCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Device?.Clients.Select(client => new Offer($"{client.Id}", client.ToString(), client.Name)) ?? [];
}
