using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>
/// What the driver tells the firmware of a command stream group slot (<c>struct panthor_fw_csg_input_iface</c>).
/// </summary>
public readonly struct FwCsgInput
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 88;

    private readonly FwWords _words;

    internal FwCsgInput(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>Requests and acknowledged events (<c>req</c>).</summary>
    public uint Req
    {
        get => _words.Read32(0);
        set => _words.Write32(0, value);
    }

    /// <summary>Bits of the acknowledge word whose change raises an interrupt (<c>ack_irq_mask</c>).</summary>
    public uint AckIrqMask
    {
        get => _words.Read32(4);
        set => _words.Write32(4, value);
    }

    /// <summary>A bit a stream, toggled to make the firmware look at it (<c>doorbell_req</c>).</summary>
    public uint DoorbellReq
    {
        get => _words.Read32(8);
        set => _words.Write32(8, value);
    }

    /// <summary>Interrupts of streams that the driver has seen (<c>cs_irq_ack</c>).</summary>
    public uint CsIrqAck
    {
        get => _words.Read32(12);
        set => _words.Write32(12, value);
    }

    /// <summary>Shader cores for compute (<c>allow_compute</c>).</summary>
    public ulong AllowCompute
    {
        get => _words.Read64(32);
        set => _words.Write64(32, value);
    }

    /// <summary>Shader cores for fragment jobs (<c>allow_fragment</c>).</summary>
    public ulong AllowFragment
    {
        get => _words.Read64(40);
        set => _words.Write64(40, value);
    }

    /// <summary>Tilers (<c>allow_other</c>).</summary>
    public uint AllowOther
    {
        get => _words.Read32(48);
        set => _words.Write32(48, value);
    }

    /// <summary>How many endpoints, and the priority, up to interface 3 (<c>endpoint_req</c>).</summary>
    public uint EndpointReq
    {
        get => _words.Read32(52);
        set => _words.Write32(52, value);
    }

    /// <summary>How many endpoints, and the priority, from interface 4 on (<c>endpoint_req2</c>).</summary>
    public ulong EndpointReq2
    {
        get => _words.Read64(56);
        set => _words.Write64(56, value);
    }

    /// <summary>Where the group is suspended to (<c>suspend_buf</c>).</summary>
    public ulong SuspendBuf
    {
        get => _words.Read64(64);
        set => _words.Write64(64, value);
    }

    /// <summary>Where the group is suspended to in protected mode (<c>protm_suspend_buf</c>).</summary>
    public ulong ProtmSuspendBuf
    {
        get => _words.Read64(72);
        set => _words.Write64(72, value);
    }

    /// <summary>Number of the address space (<c>config</c>).</summary>
    public uint Config
    {
        get => _words.Read32(80);
        set => _words.Write32(80, value);
    }

    /// <summary>Tracing of the iterators (<c>iter_trace_config</c>).</summary>
    public uint IterTraceConfig
    {
        get => _words.Read32(84);
        set => _words.Write32(84, value);
    }
}
