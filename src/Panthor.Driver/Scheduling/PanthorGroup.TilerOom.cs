using System.Numerics;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Tiler heaps that are full.</content>
public sealed partial class PanthorGroup
{
    /// <summary>Has a worker look after the full heap of a stream.</summary>
    /// <param name="csId">The stream.</param>
    /// <param name="queue">A work queue of its own: whoever allocates may have to wait for jobs to end.</param>
    /// <remarks>C: cs_slot_process_tiler_oom_event_locked.</remarks>
    internal void QueueTilerOomWork(int csId, Workqueue queue)
    {
        TilerOom |= 1u << csId;
        QueueWork(_tilerOomWork, queue);
    }

    /// <summary>The group leaves its slot: the firmware reports full heaps anew when it comes back.</summary>
    /// <remarks>C: a part of group_unbind_locked.</remarks>
    internal void CancelTilerOom()
    {
        TilerOom = 0;
        if (_tilerOomWork.Cancel())
            Put();
    }

    /// <summary>C: group_tiler_oom_work.</summary>
    private async KTask TilerOomAsync()
    {
        uint streams = TilerOom;
        TilerOom = 0;
        for (; streams != 0; streams &= streams - 1)
            await Scheduler.ProcessTilerOomAsync(this, BitOperations.TrailingZeroCount(streams));
        Put();
    }
}
