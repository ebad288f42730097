using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>
/// What the driver tells the firmware of a command stream slot (<c>struct panthor_fw_cs_input_iface</c>).
/// </summary>
public readonly struct FwCsInput
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 88;

    private readonly FwWords _words;

    internal FwCsInput(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>Requests and acknowledged events (<c>req</c>).</summary>
    public uint Req
    {
        get => _words.Read32(0);
        set => _words.Write32(0, value);
    }

    /// <summary>Priority and doorbell (<c>config</c>).</summary>
    public uint Config
    {
        get => _words.Read32(4);
        set => _words.Write32(4, value);
    }

    /// <summary>Bits of the acknowledge word whose change raises an interrupt (<c>ack_irq_mask</c>).</summary>
    public uint AckIrqMask
    {
        get => _words.Read32(12);
        set => _words.Write32(12, value);
    }

    /// <summary>GPU address of the ring buffer (<c>ringbuf_base</c>).</summary>
    public ulong RingbufBase
    {
        get => _words.Read64(16);
        set => _words.Write64(16, value);
    }

    /// <summary>Bytes of the ring buffer (<c>ringbuf_size</c>).</summary>
    public uint RingbufSize
    {
        get => _words.Read32(24);
        set => _words.Write32(24, value);
    }

    /// <summary>First chunk that the driver gives the tiler heap (<c>heap_start</c>).</summary>
    public ulong HeapStart
    {
        get => _words.Read64(32);
        set => _words.Write64(32, value);
    }

    /// <summary>Last chunk that the driver gives the tiler heap (<c>heap_end</c>).</summary>
    public ulong HeapEnd
    {
        get => _words.Read64(40);
        set => _words.Write64(40, value);
    }

    /// <summary>Firmware address of the ring buffer's input structure (<c>ringbuf_input</c>).</summary>
    public ulong RingbufInput
    {
        get => _words.Read64(48);
        set => _words.Write64(48, value);
    }

    /// <summary>Firmware address of the ring buffer's output structure (<c>ringbuf_output</c>).</summary>
    public ulong RingbufOutput
    {
        get => _words.Read64(56);
        set => _words.Write64(56, value);
    }

    /// <summary>Instrumentation (<c>instr_config</c>).</summary>
    public uint InstrConfig
    {
        get => _words.Read32(64);
        set => _words.Write32(64, value);
    }

    /// <summary>Bytes of the instrumentation buffer (<c>instrbuf_size</c>).</summary>
    public uint InstrbufSize
    {
        get => _words.Read32(68);
        set => _words.Write32(68, value);
    }

    /// <summary>Address of the instrumentation buffer (<c>instrbuf_base</c>).</summary>
    public ulong InstrbufBase
    {
        get => _words.Read64(72);
        set => _words.Write64(72, value);
    }

    /// <summary>Address of the instrumentation buffer's write offset (<c>instrbuf_offset_ptr</c>).</summary>
    public ulong InstrbufOffsetPtr
    {
        get => _words.Read64(80);
        set => _words.Write64(80, value);
    }
}
