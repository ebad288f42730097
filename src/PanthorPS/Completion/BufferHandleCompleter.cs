using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the handles of the client's buffers, or their labels.</summary>
public sealed class BufferHandleCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.Buffers.Select(buffer =>
            new Offer($"{buffer.Handle}", $"{buffer}: {GpuFormat.Size(buffer.Size)}", buffer.Label)) ?? [];
}
