using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <summary>The interface to a command stream group slot (<c>struct panthor_fw_csg_iface</c>).</summary>
public sealed class FwCsgIface : FwReqAckIface
{
    private const uint EndpointReq = 52;
    private const uint EndpointReq2 = 56;

    private static readonly LockClass s_lock = new("csg_iface.lock");

    internal FwCsgIface(Simulation simulation, KernelMapping map, ulong control, ulong input, ulong output)
        : base(simulation, s_lock, map, input, output)
    {
        Control = new FwCsgControl(map, control);
        Input = new FwCsgInput(map, input);
        Output = new FwCsgOutput(map, output);
    }

    /// <summary>What the slot is; read-only.</summary>
    public FwCsgControl Control { get; }

    /// <summary>What the driver writes.</summary>
    public FwCsgInput Input { get; }

    /// <summary>What the firmware writes; read-only.</summary>
    public FwCsgOutput Output { get; }

    /// <summary>Flags the doorbells of streams, a bit a stream.</summary>
    public void ToggleDoorbellReqs(uint mask) => ToggleDoorbells(mask);

    internal void UpdateEndpointReq(uint value, uint mask) => Update(EndpointReq, value, mask);

    internal void UpdateEndpointReq2(ulong value, ulong mask) => Update64(EndpointReq2, value, mask);
}
