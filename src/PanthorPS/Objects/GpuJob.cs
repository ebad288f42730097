using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A job of a queue. All properties are live.</summary>
public sealed class GpuJob
{
    private readonly DrmSchedFence? _pair;
    private readonly EndCallback _end;

    /// <summary>Watches a job by the fence that it signals; takes over the caller's reference.</summary>
    internal GpuJob(GpuQueue queue, GpuCommandStream? stream, DmaFence finished)
    {
        Queue = queue.Index;
        Group = queue.Group;
        Stream = stream;
        SequenceNumber = finished.Seqno;
        _pair = DrmSchedFence.From(finished);
        _end = new EndCallback();
        if (!finished.AddCallback(_end))
        {
            _end.Take(finished);
            finished.Put();
        }
    }

    /// <summary>The group.</summary>
    public GpuGroup Group { get; }

    /// <summary>Number of the queue in its group.</summary>
    public int Queue { get; }

    /// <summary>Number of the job in its queue, from 1.</summary>
    public ulong SequenceNumber { get; }

    /// <summary>How far it is.</summary>
    public GpuJobState State => _end.IsOver
        ? _end.Error == Errno.None ? GpuJobState.Done : GpuJobState.Failed
        : _pair?.Scheduled.HasSignaledFlag == true ? GpuJobState.Running : GpuJobState.Queued;

    /// <summary>The errno that it ended with, such as ECANCELED; null if there is none.</summary>
    public string? Error => _end.Error == Errno.None ? null : ErrnoTable.NameOf(_end.Error);

    /// <summary>When it ended, in virtual time; null before.</summary>
    public VirtualTime? EndTime => _end.IsOver ? _end.Time : null;

    /// <summary>The stream, if it was submitted as one; else null.</summary>
    public GpuCommandStream? Stream { get; }

    internal bool IsEnded => _end.IsOver;

    /// <inheritdoc/>
    public override string ToString() => $"job {SequenceNumber} of queue {Queue} of {Group}";

    /// <summary>Keeps what a fence said when it was signalled, and lets it go.</summary>
    private sealed class EndCallback : DmaFenceCallback
    {
        public bool IsOver { get; private set; }

        public Errno Error { get; private set; }

        public VirtualTime Time { get; private set; }

        public void Take(DmaFence fence)
        {
            IsOver = true;
            Error = fence.Error;
            Time = fence.Timestamp;
        }

        protected override void Invoke(DmaFence fence)
        {
            Take(fence);
            fence.Put();
        }
    }
}
