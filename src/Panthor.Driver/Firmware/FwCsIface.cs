using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <summary>The interface to a command stream slot (<c>struct panthor_fw_cs_iface</c>).</summary>
public sealed class FwCsIface : FwReqAckIface
{
    private static readonly LockClass s_lock = new("cs_iface.lock");

    internal FwCsIface(Simulation simulation, KernelMapping map, ulong control, ulong input, ulong output)
        : base(simulation, s_lock, map, input, output)
    {
        Control = new FwCsControl(map, control);
        Input = new FwCsInput(map, input);
        Output = new FwCsOutput(map, output);
    }

    /// <summary>What the slot is; read-only.</summary>
    public FwCsControl Control { get; }

    /// <summary>What the driver writes.</summary>
    public FwCsInput Input { get; }

    /// <summary>What the firmware writes; read-only.</summary>
    public FwCsOutput Output { get; }
}
