namespace Panthor.Driver.Scheduling;

/// <summary>
/// Layout of the objects by which command streams tell how far they are (<c>struct panthor_syncobj_64b</c>,
/// <c>struct panthor_syncobj_32b</c>).
/// </summary>
internal static class Syncobj64
{
    public const uint Seqno = 0;
    public const uint Status = 8;

    /// <summary>Bytes of an object with a 64-bit counter.</summary>
    public const uint Size = 16;

    /// <summary>Bytes of an object with a 32-bit counter.</summary>
    public const uint Size32 = 8;
}
