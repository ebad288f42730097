using System;
using System.Numerics;
using Panthor.Kernel;
using static Panthor.Hardware.FirmwareInterface;
using static Panthor.Hardware.FirmwareRequests;

namespace Panthor.Hardware;

/// <summary>A command stream group slot (CSG): its interface, and the group that is on it.</summary>
internal sealed partial class GroupSlot : ISimEvent
{
    private const ulong KindChange = 0;
    private const ulong KindProgress = 1;

    private readonly CsfFirmware _firmware;
    private readonly uint _input;
    private readonly uint _output;
    private readonly uint _control;
    private StreamSlot[] _streams = [];
    private CommandStreamGroup? _group;
    private bool _changing;
    private bool _waiting;
    private uint _lostMask;
    private uint _lostRequest;

    public GroupSlot(CsfFirmware firmware, int index)
    {
        _firmware = firmware;
        Subject = index;
        Index = index;
        (_input, _output, _control) = firmware.GroupInterface(index);
    }

    /// <summary>Number of the slot.</summary>
    public int Index { get; }

    /// <summary>What fault points are told when they concern the slot: its number.</summary>
    public object Subject { get; }

    /// <summary>A group is on the slot.</summary>
    public bool IsOn { get; private set; }

    /// <summary>A change of the state is under way.</summary>
    public bool IsChanging => _changing;

    /// <summary>The group is about to leave: its streams execute nothing more.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>No stream has anything to do, by the conditions that count as idle.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>A stream is in a protected region, or wants to.</summary>
    public bool IsProtected
    {
        get
        {
            bool any = false;
            foreach (StreamSlot stream in _streams)
                any |= stream.IsProtected;

            return any;
        }
    }

    /// <summary>Address space of the group.</summary>
    public AddressSpace? Space => IsOn ? _group!.Space : null;

    /// <summary>CSG_EP_REQ_PRIORITY: 15 is the highest.</summary>
    public uint Priority => (uint)(EndpointRequest >> 28) & 0xf;

    /// <summary>endpoint_req: how many compute [7:0], fragment [15:8] and tiler [19:16] endpoints, exclusive use of
    /// them [21:20], priority [31:28].</summary>
    public ulong EndpointRequest { get; private set; }

    /// <summary>Shader cores that compute work may use.</summary>
    public ulong AllowCompute { get; private set; }

    /// <summary>Shader cores that fragment work may use.</summary>
    public ulong AllowFragment { get; private set; }

    /// <summary>Tilers that may be used.</summary>
    public uint AllowOther { get; private set; }

    /// <summary>The streams; empty if no group was ever on the slot.</summary>
    public ReadOnlySpan<StreamSlot> Streams => _streams;

    /// <summary>The state field of the acknowledge word was last set to this.</summary>
    public uint State { get; private set; }

    /// <summary>The firmware is gone.</summary>
    public void Drop()
    {
        IsOn = false;
        IsFrozen = false;
        IsIdle = false;
        _changing = false;
        _waiting = false;
        _lostMask = 0;
        StopProgressTimer();
        foreach (StreamSlot stream in _streams)
            stream.Drop();
    }

    /// <summary>The slot's doorbell was rung through the global interface: what is asked for?</summary>
    public void Process()
    {
        uint req = Input(GroupInput.Req);
        uint changed = req ^ Output(GroupOutput.Ack);
        changed &= ~StillLost(req);
        if (_changing)
            return;

        if ((changed & CSG_STATE_MASK) != 0 && (req & CSG_STATE_MASK) <= CSG_STATE_RESUME)
        {
            BeginChange(req & CSG_STATE_MASK);
            return;
        }

        uint done = changed & (CSG_ENDPOINT_CONFIG | CSG_STATUS_UPDATE);
        if (IsOn && (done & CSG_ENDPOINT_CONFIG) != 0)
            ReadEndpoints();

        if (IsOn && (done & CSG_STATUS_UPDATE) != 0)
            PublishStatus();

        if (done != 0)
            Acknowledge(done);

        uint doorbells = Input(GroupInput.DoorbellReq);
        uint rung = doorbells ^ Output(GroupOutput.DoorbellAck);
        if (rung != 0)
            ProcessStreams(doorbells, rung);
    }

    /// <summary>User doorbells were rung: the streams that they are assigned to look for new work.</summary>
    /// <param name="doorbells">Bit n for doorbell n.</param>
    public void DeliverDoorbells(ulong doorbells)
    {
        if (!IsOn)
            return;

        foreach (StreamSlot stream in _streams)
        {
            if (stream.IsStarted && (doorbells >> stream.Doorbell & 1) != 0)
                stream.OnDoorbell();
        }
    }

    /// <summary>A locked region has gone or changed.</summary>
    public void OnUnlocked(int space)
    {
        if (_waiting)
        {
            _waiting = false;
            Schedule(Duration.Zero, KindChange);
        }

        if (!IsOn)
            return;

        foreach (StreamSlot stream in _streams)
        {
            if (stream.IsParked && space == 0)
                stream.Unpark();
            else if (stream.IsStarted && stream.Stream.LastStop == CsStop.LockStall && _group!.Space!.Index == space)
                stream.Wake();
        }
    }

    /// <summary>Has the streams go on that a condition holds for.</summary>
    public void WakeStreams(Func<StreamSlot, bool> condition)
    {
        if (!IsOn)
            return;

        foreach (StreamSlot stream in _streams)
        {
            if (stream.IsStarted && condition(stream))
                stream.Wake();
        }
    }

    /// <summary>The firmware was asleep: what it was at goes on.</summary>
    public void WakeUp()
    {
        if (_waiting)
        {
            _waiting = false;
            Schedule(Duration.Zero, KindChange);
        }

        WakeStreams(static _ => true);
    }

    /// <summary>The GPU is in protected mode: streams that wait for it go on.</summary>
    public void EnterProtectedMode()
    {
        WakeStreams(static stream =>
        {
            if (stream.Stream.LastStop != CsStop.ProtectedModePending)
                return false;

            stream.Stream.EnterProtectedMode();
            return true;
        });
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        if (data >> 32 != _firmware.Epoch || _firmware.IsHung)
            return;

        if ((uint)data == KindProgress)
            ReportNoProgress();
        else if (_changing)
            Change();
    }

    internal uint Input(uint field) => _firmware.Memory.Read32(_input + field);

    internal ulong Input64(uint field) => _firmware.Memory.Read64(_input + field);

    internal uint Output(uint field) => _firmware.Memory.Read32(_output + field);

    internal void SetOutput(uint field, uint value) => _firmware.Memory.Write32(_output + field, value);

    private void ProcessStreams(uint doorbells, uint rung)
    {
        SetOutput(GroupOutput.DoorbellAck, doorbells);
        if (!IsOn)
            return;

        for (; rung != 0 && IsOn; rung &= rung - 1)
        {
            int index = BitOperations.TrailingZeroCount(rung);
            if (index < _streams.Length)
                _streams[index].Process();
        }
    }

    /// <summary>Requests whose acknowledgement was lost: they are done, but for the host they go on.</summary>
    private uint StillLost(uint req)
    {
        uint renewed = (req ^ _lostRequest) & _lostMask;
        if ((renewed & CSG_STATE_MASK) != 0)
            renewed |= CSG_STATE_MASK;

        _lostMask &= ~renewed;
        return _lostMask;
    }

    /// <summary>Acknowledges requests, with an interrupt for those that the host wants one for.</summary>
    private void Acknowledge(uint bits)
    {
        uint req = Input(GroupInput.Req);
        uint ack = Output(GroupOutput.Ack);
        uint after = (ack & ~bits) | (req & bits);
        if (after == ack)
            return;

        if (_firmware.Simulation.Faults.ShouldFail(HardwareFaultPoints.CsgAck, Subject))
        {
            _lostMask |= bits;
            _lostRequest = req;
            _firmware.Simulation.Events.Record(HardwareEvents.GroupAckLost, (ulong)Index, bits);
            return;
        }

        SetOutput(GroupOutput.Ack, after);
        Interrupt(after ^ ack);
    }

    /// <summary>Tells the host of an event, unless it is still to take notice of the last one of that kind.</summary>
    private void RaiseEvent(uint bit)
    {
        uint ack = Output(GroupOutput.Ack);
        if (((Input(GroupInput.Req) ^ ack) & bit) != 0)
            return;

        SetOutput(GroupOutput.Ack, ack ^ bit);
        Interrupt(bit);
    }

    private void Interrupt(uint bits)
    {
        if ((Input(GroupInput.AckIrqMask) & bits) != 0)
            _firmware.RaiseInterrupt(GpuRegisters.JOB_INT_CSG_IF((uint)Index));
    }

    /// <summary>A stream has an event for the host.</summary>
    internal void RaiseStreamInterrupt(int stream)
    {
        uint bit = 1u << stream;
        uint request = Output(GroupOutput.CsIrqReq);
        if (((request ^ Input(GroupInput.CsIrqAck)) & bit) == 0)
            SetOutput(GroupOutput.CsIrqReq, request ^ bit);

        _firmware.RaiseInterrupt(GpuRegisters.JOB_INT_CSG_IF((uint)Index));
    }

    private EventHandle Schedule(Duration delay, ulong kind) =>
        _firmware.Simulation.Schedule(delay, this, ((ulong)_firmware.Epoch << 32) | kind);
}
