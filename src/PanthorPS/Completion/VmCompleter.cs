using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the client's VMs.</summary>
public sealed class VmCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.Vms.Select(vm => new Offer(
            $"{vm.Id}",
            $"{vm}: {vm.State}, {GpuFormat.Counted(vm.MappingCount, "mapping")}")) ?? [];
}
