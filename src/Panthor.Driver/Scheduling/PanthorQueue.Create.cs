using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Driver.Gem;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Making and freeing a queue.</content>
public sealed partial class PanthorQueue
{
    private const uint MinRingbufSize = 4 << 10;
    private const uint MaxRingbufSize = 64 << 10;

    private bool _isEntityDestroyed;
    private TrackedObject? _nameMemory;

    /// <summary>Makes a queue.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="args">What it is to be like.</param>
    /// <param name="clientId">Number of the client, for its name.</param>
    /// <param name="gid">Handle of the group, for its name.</param>
    /// <param name="index">Its place in the group.</param>
    /// <returns>EINVAL for bad arguments; ENOMEM, ENOSPC. Nothing is left behind then.</returns>
    /// <remarks>C: group_create_queue.</remarks>
    internal static async KTask<KernelResult<PanthorQueue>> CreateAsync(
        PanthorGroup group, DrmPanthorQueueCreate args, ulong clientId, uint gid, int index)
    {
        KernelResult result = CheckArgs(args, index);
        if (!result.IsOk
            || SyncFaultPoints.FailsToAllocate(group.Device.Simulation, "panthor_queue", out result))
        {
            return result;
        }

        PanthorQueue queue = new(group, index, args.Priority);
        result = await queue.CreateBuffersAsync(args.RingbufSize);
        if (result.IsOk)
        {
            queue.Name = $"panthor-queue-{clientId}-{gid}-{index}";
            result = queue.CreateScheduler(args.RingbufSize);
        }

        if (result.IsOk)
            return queue;
        await queue.FreeAsync();
        return result;
    }

    private static KernelResult CheckArgs(in DrmPanthorQueueCreate args, int index)
    {
        if (args.Pad != 0)
            return KernelResult.Fail(Errno.EINVAL, $"queue {index}: pad is 0x{args.Pad:x}; it must be 0");
        if (args.RingbufSize is < MinRingbufSize or > MaxRingbufSize || !BitOperations.IsPow2(args.RingbufSize))
        {
            return KernelResult.Fail(
                Errno.EINVAL,
                $"queue {index}: ringbuf_size 0x{args.RingbufSize:x} must be a power of two from 4 KiB to 64 KiB");
        }

        return args.Priority <= MaxPriority
            ? KernelResult.Ok
            : KernelResult.Fail(Errno.EINVAL, $"queue {index}: priority {args.Priority} is more than {MaxPriority}");
    }

    /// <summary>Ends a queue, whichever part of it was made.</summary>
    /// <remarks>C: group_free_queue.</remarks>
    internal async KTask FreeAsync()
    {
        await _timeoutWork.DisableSyncAsync();
        if (Entity is not null && !_isEntityDestroyed)
            await Entity.DestroyAsync();
        if (Sched is not null)
            await Sched.FiniAsync();
        _nameMemory?.Free();
        await PutSyncwaitObjAsync();
        if (Ringbuf is not null)
            await Ringbuf.DestroyAsync();
        if (Iface is not null)
            await Iface.Mem.DestroyAsync();
        if (ProfilingSlots is not null)
            await ProfilingSlots.DestroyAsync();
        _lastFence?.Put();
        _lastFence = null;
    }

    /// <summary>For <see cref="Patches.SchedulingPatches.DeferEntityDestruction"/>: ends the entity early.</summary>
    internal async KTask DestroyEntityAsync()
    {
        _isEntityDestroyed = true;
        await Entity!.DestroyAsync();
    }

    private async KTask<KernelResult> CreateBuffersAsync(uint ringbufSize)
    {
        KernelResult<PanthorKernelBo> bo = await Group.CreateKernelBoAsync(ringbufSize, "CS ring buffer");
        if (!bo.IsOk)
            return bo.WithoutValue();
        Ringbuf = bo.Value;
        KernelResult result = await Ringbuf.VmapAsync();
        if (!result.IsOk)
            return result;

        KernelResult<FwQueueIface> iface = await Group.Device.Fw.AllocQueueIfaceMemAsync();
        if (!iface.IsOk)
            return iface.WithoutValue();
        Iface = iface.Value;

        ProfilingSlotCount = JobInstrs.CalcProfilingSlots(ringbufSize);
        bo = await Group.CreateKernelBoAsync((ulong)ProfilingSlotCount * ProfilingSlot.Size, "Group job stats");
        if (!bo.IsOk)
            return bo.WithoutValue();
        ProfilingSlots = bo.Value;
        return await ProfilingSlots.VmapAsync();
    }

    /// <summary>The credits are the words that the ring buffer has room for.</summary>
    private KernelResult CreateScheduler(uint ringbufSize)
    {
        PanthorDevice device = Group.Device;
        if (SyncFaultPoints.FailsToAllocate(Sim, "panthor_queue.name", out KernelResult result))
            return result;
        _nameMemory = Sim.Objects.Track("panthor_queue.name", this);
        KernelResult<DrmGpuScheduler> sched = DrmGpuScheduler.Create(device.Fences, new DrmSchedInitArgs
        {
            Ops = PanthorQueueOps.Instance,
            Name = Name,
            NameMemory = _nameMemory,
            SubmitWorkqueue = device.Scheduler.Wq,
            TimeoutWorkqueue = device.ResetQueue,
            CreditLimit = ringbufSize / sizeof(ulong),
            Timeout = WatchesItself ? Duration.Infinite : Duration.FromMilliseconds((long)JobTimeoutMs),
        });
        if (!sched.IsOk)
            return sched.WithoutValue();
        Sched = sched.Value;
        KernelResult<DrmSchedEntity> entity = DrmSchedEntity.Create(DrmSchedPriority.Kernel, [Sched]);
        Entity = entity.IsOk ? entity.Value : null;
        return entity.WithoutValue();
    }
}
