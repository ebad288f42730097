using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>
/// What the firmware writes of a ring buffer; read-only (<c>struct panthor_fw_ringbuf_output_iface</c>).
/// </summary>
public readonly struct FwRingbufOutput
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 16;

    private readonly FwWords _words;

    internal FwRingbufOutput(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>How many bytes were ever read from the ring buffer (<c>extract</c>).</summary>
    public ulong Extract => _words.Read64(0);

    /// <summary>Whether the stream is at work (<c>active</c>).</summary>
    public uint Active => _words.Read32(8);
}
