using Panthor.Driver.Firmware;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Tiler heaps that are full.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>Gives the full heap of a stream a chunk, if there is one to be had.</summary>
    /// <remarks>C: group_process_tiler_oom.</remarks>
    internal async KTask ProcessTilerOomAsync(PanthorGroup group, int csId)
    {
        await Lock.LockAsync();
        if (group.CsgId >= 0)
        {
            FwCsOutput output = Fw.GetCsIface(group.CsgId, csId).Output;
            Device.Log.Warning("Failed to extend the tiler heap");
            Sim.Events.Record(SchedulingEvents.TilerOom, (ulong)group.Id, (ulong)csId, output.HeapAddress);
            group.FatalQueues |= 1u << csId;
            QueueTick(0);
        }

        Lock.Unlock();
    }
}
