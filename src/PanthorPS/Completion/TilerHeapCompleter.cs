using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the handles of the client's tiler heaps.</summary>
public sealed class TilerHeapCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Client?.TilerHeaps.Select(heap => new Offer(
            $"{heap.Handle}", $"{heap} of {heap.Vm}: {heap.Chunks} of {heap.MaxChunks} chunks")) ?? [];
}
