using Panthor.Hardware;

namespace PanthorPS;

/// <summary>An address space slot of the GPU. All properties are live.</summary>
public sealed class GpuAddressSpace
{
    private readonly GpuDevice _device;
    private readonly AddressSpaceView _view;

    internal GpuAddressSpace(GpuDevice device, AddressSpaceView view)
    {
        _device = device;
        _view = view;
    }

    /// <summary>Number of the slot; 0 belongs to the firmware.</summary>
    public int Index => _view.Index;

    /// <summary>The VM that sits on it; null if none.</summary>
    public GpuVm? Vm => _device.FindVmOn(Index);

    /// <summary>What it is doing.</summary>
    public AddressSpaceState State => _view.State;

    /// <summary>AS_TRANSTAB: physical address of the root table.</summary>
    public ulong TransTab => _view.TransTab;

    /// <summary>AS_TRANSCFG: how it translates.</summary>
    public ulong TransCfg => _view.TransCfg;

    /// <summary>AS_MEMATTR: the eight memory types.</summary>
    public ulong MemAttr => _view.MemAttr;

    /// <summary>AS_FAULTSTATUS of the last fault.</summary>
    public uint FaultStatus => _view.FaultStatus;

    /// <summary>AS_FAULTADDRESS of the last fault.</summary>
    public ulong FaultAddress => _view.FaultAddress;

    /// <summary>First address of the locked region.</summary>
    public ulong LockedAddress => _view.LockedAddress;

    /// <summary>Bytes of the locked region; 0 if nothing is locked.</summary>
    public ulong LockedSize => _view.LockedSize;

    /// <inheritdoc/>
    public override string ToString() => $"AS {Index}";
}
