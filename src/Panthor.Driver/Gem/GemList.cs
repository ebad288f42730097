using System.Collections.Generic;

namespace Panthor.Driver.Gem;

/// <summary>All buffers of a device, as its debugfs file <c>gems</c> lists them.</summary>
public sealed class GemList
{
    private readonly LinkedList<PanthorGemObject> _buffers = new();

    /// <summary>How many buffers there are.</summary>
    public int Count => _buffers.Count;

    /// <summary>The buffers, the oldest first.</summary>
    public IEnumerable<PanthorGemObject> All => _buffers;

    internal LinkedListNode<PanthorGemObject> Add(PanthorGemObject buffer) => _buffers.AddLast(buffer);

    internal void Remove(LinkedListNode<PanthorGemObject> node) => _buffers.Remove(node);
}
