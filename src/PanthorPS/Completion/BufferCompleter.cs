using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the labels of the client's buffers, or the handles: of those without, or if one was begun.</summary>
public sealed class BufferCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.Buffers.Select(buffer => new Offer(
            buffer.Label is { Length: > 0 } label ? label : $"{buffer.Handle}",
            $"{buffer}: {GpuFormat.Size(buffer.Size)}, {GpuFormat.Counted(buffer.MappingCount, "mapping")}",
            $"{buffer.Handle}")) ?? [];
}
