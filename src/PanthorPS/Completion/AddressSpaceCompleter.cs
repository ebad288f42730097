using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the GPU's address space slots.</summary>
public sealed class AddressSpaceCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Device is { } device
            ? device.Machine.Board.AddressSpaces.Select(space => new Offer(
                $"{space.Index}",
                $"address space {space.Index}: {space.State}, {device.FindVmOn(space.Index)?.ToString() ?? "no VM"}"))
            : [];
}
