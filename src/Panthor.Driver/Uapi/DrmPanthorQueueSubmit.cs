using Panthor.Driver.JobScheduling;

namespace Panthor.Driver.Uapi;

/// <summary>A job for a queue (<c>struct drm_panthor_queue_submit</c>).</summary>
/// <param name="QueueIndex">The queue, by its place in the group.</param>
/// <param name="StreamAddr">GPU address of the command stream, a multiple of 64; 0 for none.</param>
/// <param name="StreamSize">Bytes of the command stream, a multiple of 8; 0 for none.</param>
/// <param name="LatestFlush">LATEST_FLUSH_ID when the stream was built; 0 to flush in any case.</param>
/// <param name="Pad">Must be 0.</param>
/// <param name="Syncs">What the job waits for and signals.</param>
public readonly record struct DrmPanthorQueueSubmit(
    uint QueueIndex,
    ulong StreamAddr = 0,
    uint StreamSize = 0,
    uint LatestFlush = 0,
    uint Pad = 0,
    UserArray<DrmPanthorSyncOp> Syncs = default);
