namespace Panthor.Hardware.Tests.Firmware;

/// <summary>A group slot as the host sees it.</summary>
internal sealed class FirmwareHostGroup
{
    public const uint Terminate = 0;
    public const uint Start = 1;
    public const uint Suspend = 2;
    public const uint Resume = 3;
    public const uint StateMask = 7;
    public const uint EndpointConfig = 1u << 4;
    public const uint StatusUpdate = 1u << 5;
    public const uint SyncUpdate = 1u << 28;
    public const uint Idle = 1u << 29;
    public const uint ProgressTimer = 1u << 31;

    private readonly FirmwareHost _host;
    private readonly uint _control;

    public FirmwareHostGroup(FirmwareHost host, int slot)
    {
        _host = host;
        Slot = slot;
        _control = FirmwareHost.Shared + 0x1000 + ((uint)slot * host.Read32(FirmwareHost.Shared + 20));
        Input = host.Read32(_control + 4);
        Output = host.Read32(_control + 8);
    }

    public int Slot { get; }

    public uint Input { get; }

    public uint Output { get; }

    public uint SuspendSize => _host.Read32(_control + 12);

    public int StreamCount => (int)_host.Read32(_control + 20);

    public uint State => _host.Read32(Output) & StateMask;

    public bool IsIdle => (_host.Read32(Output + 0x18) & 1) != 0;

    public FirmwareHostStream Stream(int index)
    {
        uint control = _control + 0x40 + ((uint)index * _host.Read32(_control + 24));
        return new FirmwareHostStream(_host, this, index, _host.Read32(control + 4), _host.Read32(control + 8));
    }

    public uint StreamFeatures(int index) =>
        _host.Read32(_control + 0x40 + ((uint)index * _host.Read32(_control + 24)));

    /// <summary>What csg_slot_prog_locked() writes, streams apart.</summary>
    public void Program(int space = FirmwareHost.GroupSpace, uint priority = 15, uint suspendBuffer = 0)
    {
        ulong cores = _host.Lab.Board.Model.ShaderPresent;
        _host.Write64(Input + 0x20, cores);
        _host.Write64(Input + 0x28, cores);
        _host.Write32(Input + 0x30, 1);
        uint endpoints = 4 | (4 << 8) | (1 << 16) | (priority << 28);
        _host.Write32(Input + 0x34, endpoints);
        _host.Write64(Input + 0x38, endpoints);
        _host.Write64(Input + 0x40, suspendBuffer);
        _host.Write32(Input + 0x50, (uint)space);
        _host.Write32(Input + 0x04, 0xffff_ffff);
    }

    /// <summary>Asks for a state and rings.</summary>
    public void Ask(uint state, uint toggles = 0)
    {
        uint bits = StateMask | toggles;
        uint value = state | (~_host.Read32(Output) & toggles);
        _host.Write32(Input, (_host.Read32(Input) & ~bits) | value);
        Ring();
    }

    /// <summary>Asks for a state and waits 100 ms for it.</summary>
    public bool Enter(uint state, uint toggles = 0)
    {
        Ask(state, toggles);
        return _host.Wait(() => Pending(StateMask | toggles) == 0);
    }

    /// <summary>Toggles requests and waits for them.</summary>
    public bool Request(uint bits)
    {
        _host.Toggle(Input, Output, bits);
        Ring();
        return _host.Wait(() => Pending(bits) == 0);
    }

    public uint Pending(uint bits) => _host.Pending(Input, Output, bits);

    /// <summary>Takes notice of events, as the host's handler does.</summary>
    public uint TakeEvents()
    {
        const uint Mask = SyncUpdate | Idle | ProgressTimer;
        uint events = Pending(Mask);
        _host.Write32(Input, _host.Read32(Input) ^ events);
        return events;
    }

    /// <summary>Streams that have events, taken notice of.</summary>
    public uint TakeStreamEvents()
    {
        uint requested = _host.Read32(Output + 0xc);
        uint streams = requested ^ _host.Read32(Input + 0xc);
        _host.Write32(Input + 0xc, requested);
        return streams;
    }

    /// <summary>Rings the slot through the global interface (panthor_fw_ring_csg_doorbells()).</summary>
    public void Ring()
    {
        _host.Toggle(_host.GlobalInput + 8, _host.GlobalOutput + 8, 1u << Slot);
        _host.Ring();
    }

    /// <summary>Rings streams through the slot's interface.</summary>
    public void RingStreams(uint mask)
    {
        _host.Toggle(Input + 8, Output + 8, mask);
        Ring();
    }
}
