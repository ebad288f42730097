using System;
using Panthor.Kernel;
using static Panthor.Hardware.FirmwareRequests;

namespace Panthor.Hardware;

/// <content>What the streams need. Nothing here goes to the host at once: a run is ahead of the clock, and what it has
/// done is told when the clock has come up to it (<see cref="StreamSlot.Settle"/>).</content>
internal sealed partial class GroupSlot : ICommandStreamHost
{
    uint ICommandStreamHost.LatestFlushId => _firmware.Gpu.LatestFlushId;

    void ICommandStreamHost.Begin(CsOperation operation) => _firmware.Endpoints.Begin(this, operation);

    void ICommandStreamHost.JobReady(CsOperation operation) => _firmware.Endpoints.Continue(operation);

    void ICommandStreamHost.Wake(CommandStream stream) => SlotOf(stream).Wake();

    void ICommandStreamHost.SyncUpdated(CommandStream stream, ulong address, bool systemScope) =>
        SlotOf(stream).NoteSyncUpdate(systemScope);

    void ICommandStreamHost.RaiseFault(CommandStream stream, GpuException type, uint data, ulong info) =>
        SlotOf(stream).NoteException(CS_FAULT, type, data, info);

    void ICommandStreamHost.RaiseFatal(CommandStream stream, GpuException type, uint data, ulong info) =>
        SlotOf(stream).NoteException(CS_FATAL, type, data, info);

    bool ICommandStreamHost.RequestResources(CommandStream stream, CsResources resources) =>
        SlotOf(stream).RequestResources(resources);

    ulong ICommandStreamHost.TimestampAt(Duration fromNow) => _firmware.Gpu.TimestampAt(fromNow);

    ulong ICommandStreamHost.CycleCountAt(Duration fromNow) => _firmware.Gpu.CycleCountAt(fromNow);

    void ICommandStreamHost.RaiseTilerOom(CommandStream stream) => SlotOf(stream).NoteTilerOom();

    bool ICommandStreamHost.RequestProtectedMode(CommandStream stream)
    {
        StreamSlot slot = SlotOf(stream);
        slot.IsProtected = true;
        if (!_firmware.Gpu.IsProtected)
            slot.NoteProtectedModePending();

        return _firmware.Gpu.IsProtected;
    }

    void ICommandStreamHost.LeaveProtectedMode(CommandStream stream)
    {
        SlotOf(stream).IsProtected = false;
        _firmware.UpdateProtectedMode();
    }

    void ICommandStreamHost.Trace(CommandStream stream, ulong instructionPointer, ReadOnlySpan<uint> registers) =>
        _firmware.Simulation.Events.Record(
            HardwareEvents.TracePoint,
            (ulong)Index,
            (ulong)stream.Index,
            instructionPointer,
            registers.IsEmpty ? 0 : registers[0]);

    private StreamSlot SlotOf(CommandStream stream) => _streams[stream.Index];
}
