using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <summary>The interface to the firmware as a whole (<c>struct panthor_fw_global_iface</c>).</summary>
public sealed class FwGlobalIface : FwReqAckIface
{
    private static readonly LockClass s_lock = new("glb_iface.lock");

    internal FwGlobalIface(Simulation simulation, KernelMapping map, ulong control, ulong input, ulong output)
        : base(simulation, s_lock, map, input, output)
    {
        Control = new FwGlobalControl(map, control);
        Input = new FwGlobalInput(map, input);
        Output = new FwGlobalOutput(map, output);
    }

    /// <summary>What the firmware is and can do; read-only.</summary>
    public FwGlobalControl Control { get; }

    /// <summary>What the driver writes.</summary>
    public FwGlobalInput Input { get; }

    /// <summary>What the firmware writes; read-only.</summary>
    public FwGlobalOutput Output { get; }

    /// <summary>Flags the doorbells of group slots, a bit a slot; see <see cref="PanthorFw.RingCsgDoorbells"/>.</summary>
    public void ToggleDoorbellReqs(uint mask) => ToggleDoorbells(mask);
}
