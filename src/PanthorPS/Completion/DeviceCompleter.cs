using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the session's devices, or their names.</summary>
public sealed class DeviceCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Session.Devices.Select(device => new Offer($"{device.Id}", $"{device}: {device.Model}", device.Name));
}
