using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the names of the device's registers.</summary>
public sealed class RegisterCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Device?.Machine.Board.RegisterTable.All.Select(register =>
            new Offer(register.Name, $"0x{register.Offset:x}, {register.Bits} bits, {register.Access}")) ?? [];
}
