using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the labels of the client's buffers.</summary>
public sealed class BufferLabelCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.Buffers.Where(buffer => !string.IsNullOrEmpty(buffer.Label)).Select(buffer =>
            new Offer(buffer.Label!, $"{buffer}: {GpuFormat.Size(buffer.Size)}")) ?? [];
}
