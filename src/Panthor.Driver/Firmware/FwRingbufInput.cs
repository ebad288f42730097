using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>What the driver writes of a ring buffer (<c>struct panthor_fw_ringbuf_input_iface</c>).</summary>
public readonly struct FwRingbufInput
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 16;

    private readonly FwWords _words;

    internal FwRingbufInput(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>How many bytes were ever written into the ring buffer (<c>insert</c>).</summary>
    public ulong Insert
    {
        get => _words.Read64(0);
        set => _words.Write64(0, value);
    }

    /// <summary>Where the firmware starts to read when the stream starts (<c>extract</c>).</summary>
    public ulong Extract
    {
        get => _words.Read64(8);
        set => _words.Write64(8, value);
    }
}
