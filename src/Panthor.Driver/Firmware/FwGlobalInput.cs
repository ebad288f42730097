using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>What the driver tells the firmware as a whole (<c>struct panthor_fw_global_input_iface</c>).</summary>
public readonly struct FwGlobalInput
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 136;

    private readonly FwWords _words;

    internal FwGlobalInput(KernelMapping map, ulong start) => _words = new FwWords(map, start);

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

    /// <summary>A bit a group slot, toggled to make the firmware look at it (<c>doorbell_req</c>).</summary>
    public uint DoorbellReq
    {
        get => _words.Read32(8);
        set => _words.Write32(8, value);
    }

    /// <summary>Cycles without progress until an event, in units of 1024 (<c>progress_timer</c>).</summary>
    public uint ProgressTimer
    {
        get => _words.Read32(16);
        set => _words.Write32(16, value);
    }

    /// <summary>How long idle cores keep their power (<c>poweroff_timer</c>).</summary>
    public uint PoweroffTimer
    {
        get => _words.Read32(20);
        set => _words.Write32(20, value);
    }

    /// <summary>Shader cores that may be used (<c>core_en_mask</c>).</summary>
    public ulong CoreEnMask
    {
        get => _words.Read64(24);
        set => _words.Write64(24, value);
    }

    /// <summary>Address space of the performance counter buffer (<c>perfcnt_as</c>).</summary>
    public uint PerfcntAs
    {
        get => _words.Read32(36);
        set => _words.Write32(36, value);
    }

    /// <summary>Address of the performance counter buffer (<c>perfcnt_base</c>).</summary>
    public ulong PerfcntBase
    {
        get => _words.Read64(40);
        set => _words.Write64(40, value);
    }

    /// <summary>How far the performance counter buffer is read (<c>perfcnt_extract</c>).</summary>
    public uint PerfcntExtract
    {
        get => _words.Read32(48);
        set => _words.Write32(48, value);
    }

    /// <summary>How performance counters are sampled (<c>perfcnt_config</c>).</summary>
    public uint PerfcntConfig
    {
        get => _words.Read32(64);
        set => _words.Write32(64, value);
    }

    /// <summary>How long a group must be idle until the firmware says so (<c>idle_timer</c>).</summary>
    public uint IdleTimer
    {
        get => _words.Read32(128);
        set => _words.Write32(128, value);
    }
}
