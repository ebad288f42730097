using Panthor.Driver.Gem;
using Panthor.Kernel;
using static Panthor.Driver.Firmware.FwIface;

namespace Panthor.Driver.Firmware;

/// <content>Finding the interfaces in the shared section, and access to them.</content>
public sealed partial class PanthorFw
{
    private const ulong CSF_GROUP_CONTROL_OFFSET = 0x1000;
    private const ulong CSF_STREAM_CONTROL_OFFSET = 0x40;
    private const uint CSF_UNPRESERVED_REG_COUNT = 4;

    private FwCsgIface[] _groups = [];
    private FwCsIface?[][] _streams = [];
    private uint _streamFeatures;

    /// <summary>The interface to the firmware as a whole (<c>panthor_fw_get_glb_iface()</c>).</summary>
    public FwGlobalIface Global { get; private set; } = null!;

    private bool HasGlobalState => Global.Control.Version >= CSF_IFACE_VERSION(4, 1, 0);

    private bool Has64BitEndpointReq => Global.Control.Version >= CSF_IFACE_VERSION(4, 0, 0);

    private KernelMapping Shared => _sharedSection!.Mem.Map!;

    /// <summary>The interface to a group slot (<c>panthor_fw_get_csg_iface()</c>).</summary>
    /// <exception cref="KernelOopsException">There is no such slot.</exception>
    public FwCsgIface GetCsgIface(int csg) => (uint)csg < (uint)_groups.Length
        ? _groups[csg]
        : throw Sim.Oops($"panthor_fw_get_csg_iface: the firmware has no group slot {csg}");

    /// <summary>The interface to a stream slot (<c>panthor_fw_get_cs_iface()</c>).</summary>
    /// <exception cref="KernelOopsException">There is no such slot.</exception>
    public FwCsIface GetCsIface(int csg, int cs)
    {
        if ((uint)csg >= (uint)_streams.Length || (uint)cs >= (uint)_streams[csg].Length)
        {
            throw Sim.Oops($"panthor_fw_get_cs_iface: the firmware has no stream slot {csg}.{cs}");
        }

        return _streams[csg][cs] ??= NewCsIface(csg, cs);
    }

    /// <summary>
    /// The endpoints and the priority of a group slot, wherever this version of the interface has them
    /// (<c>panthor_fw_csg_endpoint_req_get()</c>).
    /// </summary>
    public ulong CsgEndpointReqGet(FwCsgIface iface) =>
        Has64BitEndpointReq ? iface.Input.EndpointReq2 : iface.Input.EndpointReq;

    /// <summary>
    /// Sets the endpoints and the priority of a group slot (<c>panthor_fw_csg_endpoint_req_set()</c>).
    /// </summary>
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

    // panthor_fw_init_ifaces()
    private KernelResult InitIfaces()
    {
        if (_sharedSection!.Mem.Map is not { } map || FwGlobalControl.Size > map.Size)
        {
            return KernelResult.Fail(Errno.EINVAL, "the shared section has no room for the global interface");
        }

        var control = new FwGlobalControl(map, 0);
        if (control.Version == 0)
        {
            return RefuseIfaces("Firmware version is 0. Firmware may have failed to boot");
        }

        if (!TryFind(control.InputVa, FwGlobalInput.Size, out ulong input) ||
            !TryFind(control.OutputVa, FwGlobalOutput.Size, out ulong output))
        {
            return RefuseIfaces(
                "Invalid global control interface input/output VA: " + Addresses(control.InputVa, control.OutputVa));
        }

        if (control.GroupNum is > MAX_CSGS or < MIN_CSGS)
        {
            return RefuseIfaces($"Invalid number of control groups: {control.GroupNum}");
        }

        Global = new FwGlobalIface(Sim, map, 0, input, output);
        _groups = new FwCsgIface[control.GroupNum];
        _streams = new FwCsIface?[control.GroupNum][];
        KernelResult result = KernelResult.Ok;
        for (int csg = 0; csg < _groups.Length && result.IsOk; csg++)
        {
            result = InitCsgIface(csg);
        }

        if (result.IsOk)
        {
            LogVersion(control);
        }

        return result;
    }

    // panthor_init_csg_iface()
    private KernelResult InitCsgIface(int csg)
    {
        KernelMapping map = Shared;
        ulong start = GroupControl(csg);
        if (start > map.Size || FwCsgControl.Size > map.Size - start)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"the interface of group slot {csg} at 0x{start:x} is not in the shared section");
        }

        var control = new FwCsgControl(map, start);
        if (control.StreamNum is < MIN_CS_PER_CSG or > MAX_CS_PER_CSG)
        {
            return KernelResult.Fail(
                Errno.EINVAL,
                $"group slot {csg} has {control.StreamNum} streams, not {MIN_CS_PER_CSG} to {MAX_CS_PER_CSG}");
        }

        if (!TryFind(control.InputVa, FwCsgInput.Size, out ulong input) ||
            !TryFind(control.OutputVa, FwCsgOutput.Size, out ulong output))
        {
            return RefuseIfaces(
                $"Invalid group control interface input/output VA: " + Addresses(control.InputVa, control.OutputVa));
        }

        _groups[csg] = new FwCsgIface(Sim, map, start, input, output);
        _streams[csg] = new FwCsIface?[control.StreamNum];
        if (csg > 0 && !IsSameCsg(_groups[0].Control, control))
        {
            return RefuseIfaces($"Expecting identical CSG slots: 0 and {csg} differ");
        }

        return CheckCsIfaces(csg, start + CSF_STREAM_CONTROL_OFFSET, control.StreamStride);
    }

    // panthor_init_cs_iface(). The objects that stand for the interfaces are made when they are asked for.
    private KernelResult CheckCsIfaces(int csg, ulong start, uint stride)
    {
        KernelMapping map = Shared;
        for (int cs = 0; cs < _streams[csg].Length; cs++, start += stride)
        {
            if (start > map.Size || FwCsControl.Size > map.Size - start)
            {
                return KernelResult.Fail(
                    Errno.EINVAL,
                    $"the interface of stream slot {csg}.{cs} at 0x{start:x} is not in the shared section");
            }

            var control = new FwCsControl(map, start);
            if (!TryFind(control.InputVa, FwCsInput.Size, out _) || !TryFind(control.OutputVa, FwCsOutput.Size, out _))
            {
                return RefuseIfaces(
                    "Invalid stream control interface input/output VA: " +
                    Addresses(control.InputVa, control.OutputVa));
            }

            if ((csg | cs) == 0)
            {
                _streamFeatures = control.Features;
                _device.CsifInfo.CsRegCount = CS_FEATURES_WORK_REGS(_streamFeatures);
                _device.CsifInfo.UnpreservedCsRegCount = CSF_UNPRESERVED_REG_COUNT;
            }
            else if (control.Features != _streamFeatures)
            {
                return RefuseIfaces($"Expecting identical CS slots: 0.0 and {csg}.{cs} differ");
            }
        }

        return KernelResult.Ok;
    }

    private FwCsIface NewCsIface(int csg, int cs)
    {
        ulong start = StreamControl(csg, cs);
        var control = new FwCsControl(Shared, start);
        TryFind(control.InputVa, FwCsInput.Size, out ulong input);
        TryFind(control.OutputVa, FwCsOutput.Size, out ulong output);
        return new FwCsIface(Sim, Shared, start, input, output);
    }

    private ulong GroupControl(int csg) =>
        CSF_GROUP_CONTROL_OFFSET + (ulong)csg * new FwGlobalControl(Shared, 0).GroupStride;

    private ulong StreamControl(int csg, int cs) =>
        GroupControl(csg) + CSF_STREAM_CONTROL_OFFSET + (ulong)cs * _groups[csg].Control.StreamStride;

    // iface_fw_to_cpu_addr(): the offset in the shared section of what the firmware has at an address.
    private bool TryFind(uint address, ulong size, out ulong offset)
    {
        PanthorKernelBo mem = _sharedSection!.Mem;
        offset = address - mem.GpuVa;
        return address >= mem.GpuVa && offset <= mem.Size && size <= mem.Size - offset;
    }

    // compare_csg()
    private static bool IsSameCsg(FwCsgControl left, FwCsgControl right) =>
        left.Features == right.Features && left.SuspendSize == right.SuspendSize &&
        left.ProtmSuspendSize == right.ProtmSuspendSize && left.StreamNum == right.StreamNum;

    private static string Addresses(uint input, uint output) => $"0x{input:x}, 0x{output:x}";

    private KernelResult RefuseIfaces(string what)
    {
        _device.Log.Error(what);
        return KernelResult.Fail(Errno.EINVAL, what);
    }

    private void LogVersion(FwGlobalControl control)
    {
        uint version = control.Version;
        uint instrFeatures = version < CSF_IFACE_VERSION(1, 1, 0) ? 0 : control.InstrFeatures;
        _device.Log.Info(
            $"CSF FW using interface v{CSF_IFACE_VERSION_MAJOR(version)}.{CSF_IFACE_VERSION_MINOR(version)}." +
            $"{CSF_IFACE_VERSION_PATCH(version)}, Features 0x{control.Features:x} " +
            $"Instrumentation features 0x{instrFeatures:x}");
    }
}
