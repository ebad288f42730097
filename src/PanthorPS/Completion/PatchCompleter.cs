using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Patches;

namespace PanthorPS;

/// <summary>Offers the names of the driver's patches.</summary>
public sealed class PatchCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        PatchCatalogue.All.Select(patch => new Offer(patch.Name, patch.Title));
}
