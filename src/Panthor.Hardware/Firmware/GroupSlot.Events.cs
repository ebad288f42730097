using Panthor.Kernel;
using static Panthor.Hardware.FirmwareInterface;
using static Panthor.Hardware.FirmwareRequests;

namespace Panthor.Hardware;

/// <content>What the group tells the host: idle, no progress, status; and what its streams tell it.</content>
internal sealed partial class GroupSlot
{
    private EventHandle _progressTimer;
    private int _jobs;

    /// <summary>Looks whether the group has become idle or busy.</summary>
    public void UpdateIdle()
    {
        if (!IsOn || IsFrozen)
            return;

        bool idle = true;
        foreach (StreamSlot stream in _streams)
            idle &= stream.IsIdle;

        if (idle == IsIdle)
            return;

        IsIdle = idle;
        if (idle)
        {
            _firmware.Simulation.Events.Record(HardwareEvents.GroupIdle, (ulong)Index);
            PublishStatus();
            RaiseEvent(CSG_IDLE);
        }

        _firmware.UpdateIdle();
    }

    /// <summary>An endpoint has taken up a job of the group, or a job has got further or ended: that is progress.
    /// </summary>
    /// <param name="difference">1 for a start, −1 for an end.</param>
    public void CountJob(int difference)
    {
        _jobs += difference;
        _firmware.Simulation.Cancel(_progressTimer);
        _progressTimer = default;
        if (_jobs > 0 && _firmware.ProgressTime > Duration.Zero)
            _progressTimer = Schedule(_firmware.ProgressTime, KindProgress);
    }

    /// <summary>Delivers what a stream has written to a sync object.</summary>
    /// <param name="systemScope">True: tell the host and all groups; else this group only.</param>
    public void DeliverSyncUpdate(bool systemScope)
    {
        if (!systemScope)
        {
            WakeStreams(static stream => stream.Stream.LastStop == CsStop.SyncWait);
            return;
        }

        RaiseEvent(CSG_SYNC_UPDATE);
        _firmware.WakeSyncWaiters();
    }

    private void ReportNoProgress()
    {
        _progressTimer = default;
        if (!IsOn)
            return;

        if (_firmware.IsInterfaceLocked)
            _progressTimer = Schedule(_firmware.ProgressTime, KindProgress);
        else
            RaiseEvent(CSG_PROGRESS_TIMER_EVENT);
    }

    private void StopProgressTimer()
    {
        _jobs = 0;
        _firmware.Simulation.Cancel(_progressTimer);
        _progressTimer = default;
    }

    private void PublishStatus()
    {
        uint waitsForResources = 0;
        uint requested = 0;
        foreach (StreamSlot stream in _streams)
        {
            if (!stream.IsStarted)
                continue;

            stream.PublishStatus();
            requested |= (uint)stream.RequestedResources;
            if (stream.Stream.LastStop == CsStop.ResourceWait)
                waitsForResources |= 1u << stream.Index;
        }

        SetOutput(GroupOutput.StatusEndpointCurrent, _firmware.Endpoints.InUse(this));
        SetOutput(GroupOutput.StatusEndpointReq, requested);
        SetOutput(GroupOutput.StatusState, IsIdle ? CSG_STATUS_STATE_IS_IDLE : 0);
        SetOutput(GroupOutput.ResourceDep, waitsForResources);
    }
}
