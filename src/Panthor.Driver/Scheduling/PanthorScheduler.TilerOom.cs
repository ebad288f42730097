using Panthor.Driver.Firmware;
using Panthor.Driver.Heaps;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Tiler heaps that are full.</content>
public sealed partial class PanthorScheduler
{
    /// <summary>Gives the full heap of a stream a chunk, if there is one to be had.</summary>
    /// <remarks>
    /// C: group_process_tiler_oom. The lock is not held while memory is allocated: the group may leave its slot
    /// meanwhile, and then gets the event anew when it comes back.
    /// </remarks>
    internal async KTask ProcessTilerOomAsync(PanthorGroup group, int csId)
    {
        await Lock.LockAsync();
        if (group.CsgId < 0)
        {
            Lock.Unlock();
            return;
        }

        KernelResult<PanthorHeapPool> pool = await group.Vm.GetHeapPoolAsync(create: false);
        FwCsOutput output = Fw.GetCsIface(group.CsgId, csId).Output;
        ulong heap = output.HeapAddress;
        uint started = output.HeapVtStart;
        uint tiled = output.HeapVtEnd;
        uint done = output.HeapFragEnd;
        Lock.Unlock();

        KernelResult<ulong> chunk;
        if (!pool.IsOk)
            chunk = KernelResult.Fail(Errno.EINVAL, pool.Check ?? "the VM has no tiler heap");
        else if (done > tiled || tiled >= started)
            chunk = KernelResult.Fail(Errno.EINVAL, $"render passes: {started} started, {tiled} tiled, {done} done");
        else
            chunk = await pool.Value.GrowAsync(heap, started - done, tiled - done);

        if (!chunk.IsOk && !(pool.IsOk && pool.Value.IsLeftToFirmware(chunk.Errno)))
        {
            Device.Log.Warning("Failed to extend the tiler heap");
            group.FatalQueues |= 1u << csId;
            QueueTick(0);
        }
        else
        {
            await GiveChunkAsync(group, csId, pool.Value, heap, chunk.ValueOrDefault());
        }

        if (pool.IsOk)
            pool.Value.Put();
    }

    private async KTask GiveChunkAsync(
        PanthorGroup group, int csId, PanthorHeapPool pool, ulong heap, ulong chunk)
    {
        await Lock.LockAsync();
        int csgId = group.CsgId;
        if (csgId >= 0)
        {
            FwCsgIface csg = Fw.GetCsgIface(csgId);
            FwCsIface cs = Fw.GetCsIface(csgId, csId);
            FwCsInput input = cs.Input;
            input.HeapStart = chunk;
            input.HeapEnd = chunk;
            cs.UpdateReqs(cs.Output.Ack, FwIface.CS_TILER_OOM);
            csg.ToggleDoorbellReqs(1u << csId);
            await Sim.PreemptionPoint(ChoiceKind.Doorbell);
            Fw.RingCsgDoorbells(1u << csgId);
            Sim.Events.Record(SchedulingEvents.TilerOom, (ulong)group.Id, (ulong)csId, heap, chunk);
        }

        Lock.Unlock();

        // Nobody to give the chunk to any more.
        if (csgId < 0 && chunk != 0)
        {
            Sim.Events.Record(SchedulingEvents.TilerChunkReturned, (ulong)group.Id, heap, chunk);
            await pool.ReturnChunkAsync(heap, chunk);
        }
    }
}
