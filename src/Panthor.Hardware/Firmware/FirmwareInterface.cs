namespace Panthor.Hardware;

/// <summary>
/// Where things lie in the memory that firmware and driver share: the structures of the kernel's <c>panthor_fw.h</c>
/// as offsets in bytes.
/// </summary>
internal static class FirmwareInterface
{
    /// <summary>MCU virtual address of the shared section.</summary>
    public const uint SharedStart = 0x0400_0000;

    /// <summary>Offset of the first group's control block in the shared section.</summary>
    public const uint GroupControlOffset = 0x1000;

    /// <summary>Offset of the first stream's control block in its group's.</summary>
    public const uint StreamControlOffset = 0x40;

    /// <summary>Size of a stream's control block: features and two addresses.</summary>
    public const uint StreamControlSize = 12;

    /// <summary>Bytes of the global input block.</summary>
    public const uint GlobalInputSize = 0x84;

    /// <summary>Bytes of the global output block.</summary>
    public const uint GlobalOutputSize = 0x1c;

    /// <summary>Bytes of a group's input block.</summary>
    public const uint GroupInputSize = 0x58;

    /// <summary>Bytes of a group's output block.</summary>
    public const uint GroupOutputSize = 0x20;

    /// <summary>Bytes of a stream's input block.</summary>
    public const uint StreamInputSize = 0x60;

    /// <summary>Bytes of a stream's output block.</summary>
    public const uint StreamOutputSize = 0xd8;

    /// <summary>Most group slots that a driver knows (<c>MAX_CSGS</c>).</summary>
    public const int GroupSlotsMax = 31;

    /// <summary>Most streams in a group that a driver knows (<c>MAX_CS_PER_CSG</c>).</summary>
    public const int StreamsMax = 32;
}
