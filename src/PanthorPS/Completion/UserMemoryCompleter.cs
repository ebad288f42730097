using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the addresses at which memory is mapped in the client's process.</summary>
public sealed class UserMemoryCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.File.Memory.Regions.Select(region => new Offer(
            $"0x{region.Start:x}", $"{GpuFormat.Size(region.Size)}: {region.Name}")) ?? [];
}
