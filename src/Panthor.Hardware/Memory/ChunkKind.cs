namespace Panthor.Hardware;

/// <summary>How a 2 MiB chunk is used.</summary>
internal enum ChunkKind : byte
{
    /// <summary>All free.</summary>
    Whole,

    /// <summary>Handed out page by page.</summary>
    Split,

    /// <summary>Handed out as one order-9 page.</summary>
    Huge,
}
