using System.Collections.Generic;
using System.Linq;

namespace Panthor.Driver.Gem;

/// <summary>All buffers of a device, as its debugfs file <c>gems</c> lists them.</summary>
public sealed class GemList
{
    private readonly LinkedList<PanthorGemObject> _buffers = new();

    /// <summary>How many buffers there are.</summary>
    public int Count => _buffers.Count;

    /// <summary>The buffers, the oldest first. Imported ones are not listed.</summary>
    public IEnumerable<PanthorGemObject> All => _buffers;

    /// <summary>The lines of the debugfs file (<c>panthor_gem_debugfs_print_bos()</c>).</summary>
    public IReadOnlyList<GemDebugEntry> Describe() =>
        [.. _buffers.Where(buffer => buffer.ReferenceCount != 0).Select(GemDebugEntry.Of)];

    internal LinkedListNode<PanthorGemObject> Add(PanthorGemObject buffer) => _buffers.AddLast(buffer);

    internal void Remove(LinkedListNode<PanthorGemObject> node) => _buffers.Remove(node);
}
