using System;
using System.Numerics;
using static Panthor.Hardware.FirmwareInterface;
using static Panthor.Hardware.FirmwareRequests;

namespace Panthor.Hardware;

/// <content>The stream's interface: what the host asks for, and what it is told.</content>
internal sealed partial class StreamSlot
{
    private uint _request;
    private ulong _ringInput;
    private ulong _ringOutput;
    private ulong _publishedExtract;
    private bool _lookForWork;
    private bool _processPending;

    // What happened and is to be told when the clock has come up to it.
    private bool _groupSync;
    private bool _systemSync;
    private bool _oom;
    private bool _protectedModePending;
    private Exceptional _fault;
    private Exceptional _fatal;

    // What was told and waits for the host's answer.
    private bool _faultPending;
    private bool _oomPending;

    /// <summary>The group comes to the slot: starts or resumes the stream if the host wants it to run.</summary>
    /// <param name="saved">Its saved state; empty for a fresh start.</param>
    /// <param name="isSound">False if the group's address space does not exist, or its state cannot be resumed.</param>
    public void Enter(ReadOnlySpan<byte> saved, bool isSound)
    {
        Forget();
        _request = Input(StreamInput.Req);
        SetOutput(StreamOutput.Ack, _request);
        if ((_request & CS_STATE_MASK) != CS_STATE_START)
            return;

        IsStarted = true;
        uint config = Input(StreamInput.Config);
        Priority = config & 0xf;
        Doorbell = (int)(config >> 8 & 0xff);
        _ringInput = Input64(StreamInput.RingInput);
        _ringOutput = Input64(StreamInput.RingOutput);
        ulong ring = Input64(StreamInput.RingBase);
        uint size = Input(StreamInput.RingSize);
        if (!isSound || size < sizeof(ulong) || !BitOperations.IsPow2(size) || (ring & 7) != 0)
        {
            Fail(GpuException.CS_CONFIG_FAULT);
            return;
        }

        if (saved.IsEmpty)
        {
            Stream.Start(ring, size, _firmware.Memory.Read64(_ringInput + RingInput.Extract));
        }
        else if (!Stream.Restore(saved))
        {
            Fail(GpuException.CS_CONFIG_FAULT);
            return;
        }

        _publishedExtract = ~Stream.Extract;
        _firmware.Memory.Write32(_ringOutput + RingOutput.Active, 1);
        ReadInsert();
        _firmware.Simulation.Events.Record(
            HardwareEvents.StreamStarted, (ulong)_group.Index, (ulong)Index, Stream.Extract, Stream.Insert);

        // Until it has run for the first time nobody knows whether it is idle.
        Wake();
        _running = true;
    }

    /// <summary>The group has left the slot, or the stream is stopped.</summary>
    public void Leave()
    {
        if (IsStarted)
        {
            Stream.Stop();
            _firmware.Memory.Write32(_ringOutput + RingOutput.Active, 0);
        }

        SetOutput(StreamOutput.Ack, Output(StreamOutput.Ack) & ~CS_STATE_MASK);
        Forget();
    }

    /// <summary>The stream's doorbell was rung through the group's interface: what is asked for?</summary>
    public void Process()
    {
        if (IsInterfaceLocked)
        {
            IsParked = true;
            _processPending = true;
            return;
        }

        _processPending = false;
        uint req = Input(StreamInput.Req);
        bool starts = (req & CS_STATE_MASK) == CS_STATE_START;
        if (starts != IsStarted)
        {
            if (starts)
            {
                Enter(default, isSound: true);
            }
            else
            {
                _firmware.Endpoints.Remove(this);
                Leave();
                _group.UpdateIdle();
            }

            return;
        }

        uint ack = Output(StreamOutput.Ack);
        _request = req;
        SetOutput(StreamOutput.Ack, (ack & ~CS_IDLE_MASK) | (req & CS_IDLE_MASK));
        if (!IsStarted)
            return;

        uint pending = req ^ ack;
        _faultPending &= (pending & CS_FAULT) != 0;
        if (_oomPending && (pending & CS_TILER_OOM) == 0)
            TakeChunk();

        _lookForWork = true;
        Wake();
        _group.UpdateIdle();
    }

    /// <summary>Iterators that the stream waits for may be there now.</summary>
    public void GrantResources()
    {
        if (!IsStarted || Stream.LastStop != CsStop.ResourceWait
            || !_firmware.Endpoints.CanServe(_group, RequestedResources))
        {
            return;
        }

        Stream.GrantResources(RequestedResources);
        Wake();
    }

    /// <summary>REQ_RESOURCE.</summary>
    public bool RequestResources(CsResources resources)
    {
        RequestedResources = resources;
        return _firmware.Endpoints.CanServe(_group, resources);
    }

    public void NoteSyncUpdate(bool systemScope)
    {
        _groupSync = true;
        _systemSync |= systemScope;
    }

    public void NoteTilerOom() => _oom = true;

    public void NoteProtectedModePending() => _protectedModePending = true;

    public void NoteException(uint kind, GpuException type, uint data, ulong info)
    {
        ref Exceptional exceptional = ref (kind == CS_FATAL ? ref _fatal : ref _fault);
        if (exceptional.Type == GpuException.OK)
            exceptional = new Exceptional(type, data, info);
    }

    /// <summary>Tells the host and the other streams what the stream has done up to now.</summary>
    public void Settle()
    {
        if (!IsStarted)
            return;

        PublishExtract();
        if (_fault.Type != GpuException.OK && !_faultPending)
        {
            _faultPending = true;
            Publish(CS_FAULT, ref _fault, StreamOutput.Fault, StreamOutput.FaultInfo);
        }

        if (_fatal.Type != GpuException.OK)
        {
            _firmware.Endpoints.Remove(this);
            Publish(CS_FATAL, ref _fatal, StreamOutput.Fatal, StreamOutput.FatalInfo);
        }

        if (_oom)
            PublishTilerOom();

        if (_protectedModePending)
        {
            _protectedModePending = false;
            RaiseEvent(CS_PROTM_PENDING);
        }

        if (_groupSync)
        {
            bool systemScope = _systemSync;
            _groupSync = false;
            _systemSync = false;
            _group.DeliverSyncUpdate(systemScope);
        }
    }

    /// <summary>Writes the status words.</summary>
    public void PublishStatus()
    {
        CsWaitStatus status = Stream.WaitStatus;
        SetOutput64(StreamOutput.CommandPointer, status.CommandPointer);
        SetOutput(StreamOutput.Wait, status.Wait);
        SetOutput(StreamOutput.RequestedResources, (uint)status.RequestedResources);
        SetOutput64(StreamOutput.SyncPointer, status.SyncPointer);
        SetOutput(StreamOutput.SyncValue, unchecked((uint)status.SyncValue));
        SetOutput(StreamOutput.SyncValueHigh, (uint)(status.SyncValue >> 32));
        SetOutput(StreamOutput.Scoreboards, status.Scoreboards);
        SetOutput(StreamOutput.BlockedReason, (uint)status.BlockedReason);
    }

    private void Forget()
    {
        _firmware.Simulation.Cancel(_slice);
        _slice = default;
        IsStarted = false;
        IsParked = false;
        IsProtected = false;
        BusyUntil = default;
        RequestedResources = CsResources.None;
        _scheduled = false;
        _running = false;
        _reported = CsStop.Stopped;
        _lookForWork = false;
        _processPending = false;
        _groupSync = false;
        _systemSync = false;
        _oom = false;
        _protectedModePending = false;
        _fault = default;
        _fatal = default;
        _faultPending = false;
        _oomPending = false;
    }

    private void Fail(GpuException type)
    {
        Stream.Stop();
        NoteException(CS_FATAL, type, 0, 0);
        Publish(CS_FATAL, ref _fatal, StreamOutput.Fatal, StreamOutput.FatalInfo);
    }

    private void ReadInsert()
    {
        _lookForWork = false;
        Stream.Insert = _firmware.Memory.Read64(_ringInput + RingInput.Insert);
    }

    private void PublishExtract()
    {
        if (_publishedExtract == Stream.Extract)
            return;

        _publishedExtract = Stream.Extract;
        _firmware.Memory.Write64(_ringOutput + RingOutput.Extract, _publishedExtract);
        uint ack = Output(StreamOutput.Ack);
        uint wanted = (Input(StreamInput.Req) ^ ack) & CS_EXTRACT_EVENT;
        if (wanted != 0)
            RaiseEvent(CS_EXTRACT_EVENT, ack);
    }

    private void Publish(uint kind, ref Exceptional exceptional, uint field, uint infoField)
    {
        SetOutput(field, (uint)exceptional.Type | (exceptional.Data << 8));
        SetOutput64(infoField, exceptional.Info);
        _firmware.Simulation.Events.Record(
            HardwareEvents.StreamException,
            (ulong)_group.Index,
            (ulong)Index,
            kind == CS_FATAL ? 1UL : 0UL,
            (ulong)exceptional.Type);
        exceptional = default;
        RaiseEvent(kind);
    }

    private void PublishTilerOom()
    {
        _oom = false;
        _oomPending = true;
        CsHeapStatus heap = Stream.Heap;
        SetOutput(StreamOutput.HeapVtStart, heap.VertexTilerStarted);
        SetOutput(StreamOutput.HeapVtEnd, heap.VertexTilerCompleted);
        SetOutput(StreamOutput.HeapFragEnd, heap.FragmentCompleted);
        SetOutput64(StreamOutput.HeapAddress, heap.Address);
        _firmware.Simulation.Events.Record(
            HardwareEvents.TilerOom, (ulong)_group.Index, (ulong)Index, heap.Address);
        RaiseEvent(CS_TILER_OOM);
    }

    private void TakeChunk()
    {
        _oomPending = false;
        ulong chunk = Input64(StreamInput.HeapStart);
        _firmware.Simulation.Events.Record(
            HardwareEvents.HeapGrown, (ulong)_group.Index, (ulong)Index, Stream.Heap.Address, chunk);
        Stream.SupplyChunk(chunk);
    }

    private void RaiseEvent(uint bit)
    {
        uint ack = Output(StreamOutput.Ack);
        if (((Input(StreamInput.Req) ^ ack) & bit) == 0)
            RaiseEvent(bit, ack);
    }

    private void RaiseEvent(uint bit, uint ack)
    {
        SetOutput(StreamOutput.Ack, ack ^ bit);
        if ((Input(StreamInput.AckIrqMask) & bit) != 0)
            _group.RaiseStreamInterrupt(Index);
    }

    private uint Input(uint field) => _firmware.Memory.Read32(_input + field);

    private ulong Input64(uint field) => _firmware.Memory.Read64(_input + field);

    private uint Output(uint field) => _firmware.Memory.Read32(_output + field);

    private void SetOutput(uint field, uint value) => _firmware.Memory.Write32(_output + field, value);

    private void SetOutput64(uint field, ulong value) => _firmware.Memory.Write64(_output + field, value);

    private readonly record struct Exceptional(GpuException Type, uint Data, ulong Info);
}
