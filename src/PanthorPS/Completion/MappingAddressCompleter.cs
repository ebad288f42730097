using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the addresses at which the mappings of the VM begin.</summary>
public sealed class MappingAddressCompleter : GpuCompleter
{
    private const int Most = 1000;

    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Vm is { } vm
            ? VmRanges.Mappings(vm, 0, ulong.MaxValue).Take(Most).Select(va => new Offer(
                GpuFormat.Hex(va.Addr),
                $"{GpuFormat.Size(va.Range)} of {vm}"))
            : [];
}
