using System;
using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <summary>The firmware of the GPU's microcontroller and the interfaces to it (<c>struct panthor_fw</c>).</summary>
public sealed partial class PanthorFw
{
    private readonly PanthorDevice _device;
    private readonly WaitQueue _reqWaitQueue;
    private readonly FwCsgIface[] _groups = [];
    private readonly FwCsIface[][] _streams = [];

    internal PanthorFw(PanthorDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _device = device;
        _reqWaitQueue = new WaitQueue(device.Simulation, "fw.req_waitqueue");
    }

    /// <summary>The VM of the microcontroller, on address space 0 (<c>panthor_fw_vm()</c>).</summary>
    public PanthorVm Vm { get; private set; } = null!;

    /// <summary>The interface to the firmware as a whole (<c>panthor_fw_get_glb_iface()</c>).</summary>
    public FwGlobalIface Global { get; private set; } = null!;

    /// <summary>The interface to a group slot (<c>panthor_fw_get_csg_iface()</c>).</summary>
    /// <exception cref="KernelOopsException">There is no such slot.</exception>
    public FwCsgIface GetCsgIface(int csg) => (uint)csg < (uint)_groups.Length
        ? _groups[csg]
        : throw _device.Simulation.Oops($"panthor_fw_get_csg_iface: the firmware has no group slot {csg}");

    /// <summary>The interface to a stream slot (<c>panthor_fw_get_cs_iface()</c>).</summary>
    /// <exception cref="KernelOopsException">There is no such slot.</exception>
    public FwCsIface GetCsIface(int csg, int cs) =>
        (uint)csg < (uint)_streams.Length && (uint)cs < (uint)_streams[csg].Length
            ? _streams[csg][cs]
            : throw _device.Simulation.Oops($"panthor_fw_get_cs_iface: the firmware has no stream slot {csg}.{cs}");

    /// <summary>
    /// The endpoints and the priority of a group slot, wherever this version of the interface has them
    /// (<c>panthor_fw_csg_endpoint_req_get()</c>).
    /// </summary>
    public ulong CsgEndpointReqGet(FwCsgIface iface) =>
        Has64BitEndpointReq ? iface.Input.EndpointReq2 : iface.Input.EndpointReq;

    /// <summary>Sets the endpoints and the priority of a group slot (<c>panthor_fw_csg_endpoint_req_set()</c>).</summary>
    public void CsgEndpointReqSet(FwCsgIface iface, ulong value)
    {
        FwCsgInput input = iface.Input;
        if (Has64BitEndpointReq)
        {
            input.EndpointReq2 = value;
        }
        else
        {
            input.EndpointReq = (uint)value;
        }
    }

    /// <summary>
    /// Changes some bits of the endpoints and the priority of a group slot
    /// (<c>panthor_fw_csg_endpoint_req_update()</c>).
    /// </summary>
    public void CsgEndpointReqUpdate(FwCsgIface iface, ulong value, ulong mask)
    {
        if (Has64BitEndpointReq)
        {
            iface.UpdateEndpointReq2(value, mask);
        }
        else
        {
            iface.UpdateEndpointReq((uint)value, (uint)mask);
        }
    }

    private bool Has64BitEndpointReq => Global.Control.Version >= FwIface.CSF_IFACE_VERSION(4, 0, 0);
}
