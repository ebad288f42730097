using System;
using System.Buffers.Binary;
using Panthor.Kernel;
using static Panthor.Hardware.FirmwareInterface;
using static Panthor.Hardware.FirmwareRequests;

namespace Panthor.Hardware;

/// <content>START, SUSPEND, RESUME and TERMINATE.</content>
/// <remarks>
/// <para>
/// A suspend buffer holds, in our own layout: a header of 64 bytes ("PSUS", a mask of the streams in it, the size of a
/// stream's state), then a place for the state of each stream of the group.
/// </para>
/// <para>
/// When a group leaves its slot, the heap contexts that its streams use are written back to memory, through the group's
/// address space. That is what the patch "drm/panthor: Evict groups before VM termination" says: "The FW will do a
/// write out to the heap context when a CSG (group) is suspended, so a premature unmap of the heap context will cause a
/// GPU page fault". It happens on SUSPEND and on TERMINATE alike: the patch is about groups that were destroyed before
/// their VM, "any relevant group eviction has already been initiated by this point", and what evicts a destroyed group
/// in panthor is a tick that asks for CSG_STATE_TERMINATE (tick_ctx_apply(): group_can_run() is false). The fault does
/// no harm, "do not affect the continued operation of the GPU": the request is acknowledged all the same.
/// </para>
/// </remarks>
internal sealed partial class GroupSlot
{
    private const uint SuspendMagic = 0x53555350;
    private const int SuspendHeaderSize = 64;

    private void BeginChange(uint state)
    {
        _changing = true;
        Duration typical = state switch
        {
            CSG_STATE_START => HardwareLatency.GroupStart,
            CSG_STATE_SUSPEND => HardwareLatency.GroupSuspend,
            CSG_STATE_RESUME => HardwareLatency.GroupResume,
            _ => HardwareLatency.GroupTerminate,
        };
        Schedule(HardwareLatency.Draw(_firmware.Simulation, typical), KindChange);
    }

    /// <summary>Brings the slot into the state that is asked for, as soon as that can be done.</summary>
    private void Change()
    {
        // Interfaces, ring indices and suspend buffer lie all over the MCU's memory.
        if (_firmware.Memory.Space.Locked.Size != 0 || _firmware.IsAsleep)
        {
            _waiting = true;
            return;
        }

        // The host may have changed its mind meanwhile: terminate what it could not wait to see suspended.
        uint state = Input(GroupInput.Req) & CSG_STATE_MASK;
        bool done = state switch
        {
            CSG_STATE_START => TryEnter(resumes: false),
            CSG_STATE_RESUME => TryEnter(resumes: true),
            CSG_STATE_SUSPEND => !IsOn || TryLeave(suspends: true),
            CSG_STATE_TERMINATE => !IsOn || TryLeave(suspends: false),
            _ => true,
        };
        if (!done || _firmware.Memory.IsDead)
            return;

        _changing = false;
        if (state <= CSG_STATE_RESUME)
        {
            State = state;
            _firmware.Simulation.Events.Record(
                HardwareEvents.GroupState, (ulong)Index, state, (ulong)(Space?.Index ?? 0), Priority);
            Acknowledge(CSG_STATE_MASK);
        }

        _firmware.UpdateIdle();
        Process();
    }

    private bool TryEnter(bool resumes)
    {
        // A group on the slot was not taken off it: the request says nothing new.
        if (IsOn)
            return true;

        bool hasSpace = _firmware.TryGetSpace(Input(GroupInput.Config) & 0xff, out AddressSpace space);
        CreateStreams();
        IsOn = true;
        IsIdle = false;
        _firmware.UpdateIdle();
        _group!.Reset(space);
        ReadEndpoints();

        // Whatever an earlier group left unanswered is no affair of this one.
        SetOutput(GroupOutput.Ack, Keep(Output(GroupOutput.Ack), Input(GroupInput.Req), CSG_EVT_MASK));
        SetOutput(GroupOutput.CsIrqReq, Input(GroupInput.CsIrqAck));
        SetOutput(GroupOutput.DoorbellAck, Input(GroupInput.DoorbellReq));
        ulong buffer = Input64(GroupInput.SuspendBuf);
        bool isSound = hasSpace;
        uint saved = 0;
        if (resumes)
            isSound &= TryReadSuspendHeader(buffer, out saved);

        foreach (StreamSlot stream in _streams)
            stream.Enter((saved >> stream.Index & 1) != 0 ? ReadSuspended(buffer, stream.Index) : default, isSound);

        UpdateIdle();
        return true;
    }

    private bool TryLeave(bool suspends)
    {
        IsFrozen = true;
        VirtualTime now = _firmware.Simulation.Now;
        VirtualTime end = now;
        foreach (StreamSlot stream in _streams)
        {
            if (stream.BusyUntil > end)
                end = stream.BusyUntil;
        }

        // What the streams have executed ahead of the clock counts; they stop at the end of it.
        if (end > now)
        {
            Schedule(end - now, KindChange);
            return false;
        }

        foreach (StreamSlot stream in _streams)
            stream.Settle();

        if (!TryWriteBackHeaps())
        {
            _waiting = true;
            return false;
        }

        PublishStatus();
        _firmware.Endpoints.Remove(this);
        if (suspends)
            WriteSuspendBuffer(Input64(GroupInput.SuspendBuf));

        if (_firmware.Memory.IsDead)
            return true;

        foreach (StreamSlot stream in _streams)
            stream.Leave();

        IsOn = false;
        IsFrozen = false;
        IsIdle = false;
        StopProgressTimer();
        return true;
    }

    /// <returns>False if the address space is locked where a context lies: try again after the unlock.</returns>
    private bool TryWriteBackHeaps()
    {
        // After a fault of its address space, or when the host has taken the tables away because of one, every access
        // of the group is terminated without further notice.
        if (_group!.Space!.State is AddressSpaceState.Faulted or AddressSpaceState.Disabled)
            return true;

        TranslateStatus status = _group.WriteBackHeaps(out ulong address);
        if (status == TranslateStatus.Stall)
            return false;

        _firmware.Simulation.Events.Record(HardwareEvents.HeapsWrittenBack, (ulong)Index, (ulong)status, address);
        return true;
    }

    /// <returns>False if the buffer holds no group.</returns>
    private bool TryReadSuspendHeader(ulong buffer, out uint streams)
    {
        Span<byte> header = stackalloc byte[SuspendHeaderSize];
        bool read = _firmware.Memory.Read(buffer, header);
        streams = read ? BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) : 0;
        return read
            && BinaryPrimitives.ReadUInt32LittleEndian(header) == SuspendMagic
            && BinaryPrimitives.ReadInt32LittleEndian(header[8..]) == _firmware.StreamStateSize;
    }

    private ReadOnlySpan<byte> ReadSuspended(ulong buffer, int stream)
    {
        Span<byte> state = _firmware.Scratch;
        _firmware.Memory.Read(PlaceOf(buffer, stream), state);
        return state;
    }

    private void WriteSuspendBuffer(ulong buffer)
    {
        uint streams = 0;
        Span<byte> state = _firmware.Scratch;
        foreach (StreamSlot stream in _streams)
        {
            if (!stream.IsStarted)
                continue;

            streams |= 1u << stream.Index;
            stream.Stream.Save(state);
            _firmware.Memory.Write(PlaceOf(buffer, stream.Index), state);
        }

        Span<byte> header = stackalloc byte[SuspendHeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, SuspendMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], streams);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], state.Length);
        _firmware.Memory.Write(buffer, header);
    }

    private ulong PlaceOf(ulong buffer, int stream) =>
        buffer + (ulong)(SuspendHeaderSize + (stream * _firmware.StreamStateSize));

    private void CreateStreams()
    {
        if (_group is not null)
            return;

        _group = new CommandStreamGroup(_firmware.Simulation, _firmware.Ram, _firmware.Model, this);
        _streams = new StreamSlot[_firmware.StreamCount];
        for (int index = 0; index < _streams.Length; index++)
        {
            (uint input, uint output) = _firmware.StreamInterface(_control, index);
            _streams[index] = new StreamSlot(_firmware, this, _group, index, input, output);
        }
    }

    private void ReadEndpoints()
    {
        EndpointRequest = _firmware.HasWideEndpointRequest
            ? Input64(GroupInput.EndpointReq2)
            : Input(GroupInput.EndpointReq);
        AllowCompute = Input64(GroupInput.AllowCompute);
        AllowFragment = Input64(GroupInput.AllowFragment);
        AllowOther = Input(GroupInput.AllowOther);
        foreach (StreamSlot stream in _streams)
            stream.GrantResources();

        _firmware.Endpoints.Dispatch();
    }

    private static uint Keep(uint word, uint from, uint bits) => (word & ~bits) | (from & bits);
}
