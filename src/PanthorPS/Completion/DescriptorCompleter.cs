using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the file descriptors of the client's process.</summary>
public sealed class DescriptorCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client is { } client
            ? GpuDescriptor.Of(client).Select(open => new Offer($"{open.Descriptor}", $"{open}"))
            : [];
}
