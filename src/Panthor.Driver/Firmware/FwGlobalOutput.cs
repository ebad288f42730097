using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>
/// What the firmware as a whole tells the driver; read-only (<c>struct panthor_fw_global_output_iface</c>).
/// </summary>
public readonly struct FwGlobalOutput
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 28;

    private readonly FwWords _words;

    internal FwGlobalOutput(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>Acknowledged requests and events (<c>ack</c>).</summary>
    public uint Ack => _words.Read32(0);

    /// <summary>Doorbells of group slots that the firmware has seen (<c>doorbell_ack</c>).</summary>
    public uint DoorbellAck => _words.Read32(8);

    /// <summary>Why the firmware halted (<c>halt_status</c>).</summary>
    public uint HaltStatus => _words.Read32(16);

    /// <summary>State of the performance counters (<c>perfcnt_status</c>).</summary>
    public uint PerfcntStatus => _words.Read32(20);

    /// <summary>How far the performance counter buffer is written (<c>perfcnt_insert</c>).</summary>
    public uint PerfcntInsert => _words.Read32(24);
}
