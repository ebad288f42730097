using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>
/// What the firmware tells of a command stream group slot; read-only (<c>struct panthor_fw_csg_output_iface</c>).
/// </summary>
public readonly struct FwCsgOutput
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 32;

    private readonly FwWords _words;

    internal FwCsgOutput(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>Acknowledged requests and events (<c>ack</c>).</summary>
    public uint Ack => _words.Read32(0);

    /// <summary>Doorbells of streams that the firmware has seen (<c>doorbell_ack</c>).</summary>
    public uint DoorbellAck => _words.Read32(8);

    /// <summary>
    /// Streams that have an interrupt for the driver, where it differs from the driver's word (<c>cs_irq_req</c>).
    /// </summary>
    public uint CsIrqReq => _words.Read32(12);

    /// <summary>Endpoints that the group has (<c>status_endpoint_current</c>).</summary>
    public uint StatusEndpointCurrent => _words.Read32(16);

    /// <summary>Endpoints that the group wants (<c>status_endpoint_req</c>).</summary>
    public uint StatusEndpointReq => _words.Read32(20);

    /// <summary>Whether the group is idle (<c>status_state</c>).</summary>
    public uint StatusState => _words.Read32(24);

    /// <summary>What the group waits for (<c>resource_dep</c>).</summary>
    public uint ResourceDep => _words.Read32(28);
}
