using System;
using System.Collections.Generic;
using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>
/// Shares the slots of the firmware between groups (<c>struct panthor_scheduler</c>): by priority, and by turns among
/// equals. As long as all busy groups have a slot, the firmware is left alone.
/// </summary>
public sealed partial class PanthorScheduler
{
    /// <summary>Highest priority of a slot (<c>MAX_CSG_PRIO</c>).</summary>
    public const uint MaxCsgPriority = 0xf;

    /// <summary>Number of priorities that groups have (<c>PANTHOR_CSG_PRIORITY_COUNT</c>).</summary>
    public const int PriorityCount = (int)PanthorCsgPriority.RealTime + 1;

    /// <summary>No tick is due.</summary>
    private const ulong Never = ulong.MaxValue;

    private const ulong TickPeriodMs = 10;

    private readonly GroupLink[] _runnable = NewHeads();
    private readonly GroupLink[] _idle = NewHeads();
    private readonly GroupLink _waiting = new();
    private readonly GroupLink _stoppedGroups = new();
    private readonly LinkedList<PanthorGroup> _groups = new();
    private readonly PanthorCsgSlot[] _slots;
    private readonly Workqueue _heapAllocWq;
    private readonly DelayedWork _tickWork;
    private readonly Work _syncUpdWork;
    private readonly Work _fwEventsWork;
    private readonly Mutex _resetLock;
    private readonly CsgSlotsUpdCtx _updCtx = new();
    private readonly TickCtx _tickCtx = new();
    private readonly int _asSlotCount;
    private readonly uint _waitallMask;
    private readonly ulong _tickPeriod = Jiffies.FromMilliseconds(TickPeriodMs);
    private ulong _reschedTarget = Never;
    private ulong _lastTick;
    private int _usedSlots;
    private int _spareAddressSpaces;
    private bool _mightHaveIdleGroups;
    private bool _hasPmRef;
    private int _lastGroupId;

    private PanthorScheduler(PanthorDevice device, int slots, int streams, int addressSpaces, uint scoreboards)
    {
        Simulation sim = device.Simulation;
        Device = device;
        Patches = new SchedulerPatches(device);
        CsSlotCount = streams;
        _asSlotCount = addressSpaces;
        _waitallMask = uint.MaxValue >> (32 - (int)scoreboards);
        _slots = new PanthorCsgSlot[slots];
        for (int i = 0; i < slots; i++)
            _slots[i] = new PanthorCsgSlot(i);
        Lock = new Mutex(sim, SchedulingLockClasses.Lock);
        _resetLock = new Mutex(sim, SchedulingLockClasses.ResetLock);
        _tickWork = new DelayedWork(sim, "tick_work", TickAsync);
        _syncUpdWork = new Work(sim, "sync_upd_work", SyncUpdAsync);
        _fwEventsWork = new Work(sim, "process_fw_events_work", ProcessFwEventsAsync);
        _heapAllocWq = new Workqueue(sim, "panthor-heap-alloc", WorkqueueKind.Unbound);
        Wq = new Workqueue(sim, "panthor-csf-sched", WorkqueueKind.Unbound);
    }

    /// <summary>The device.</summary>
    public PanthorDevice Device { get; }

    /// <summary>The slots of the firmware that the driver uses: at most 16, each with a priority of its own.</summary>
    public IReadOnlyList<PanthorCsgSlot> Slots => _slots;

    /// <summary>How many queues a group can have.</summary>
    public int CsSlotCount { get; }

    /// <summary>Slots that had a group when the last tick ended.</summary>
    public int UsedSlotCount => _usedSlots;

    /// <summary>All groups that are alive, the oldest first.</summary>
    public IReadOnlyCollection<PanthorGroup> Groups => _groups;

    /// <summary>How many ticks have chosen groups since probe.</summary>
    public long TickCount { get; private set; }

    /// <summary>When the last tick was, in jiffies.</summary>
    public ulong LastTick => _lastTick;

    /// <summary>When the running time slice ends, in jiffies; <see cref="ulong.MaxValue"/> while none does.</summary>
    public ulong ReschedTarget => _reschedTarget;

    /// <summary>Length of a time slice in jiffies.</summary>
    public ulong TickPeriod => _tickPeriod;

    /// <summary>Whether the tick is due or runs.</summary>
    public bool IsTickBusy => _tickWork.IsBusy;

    /// <summary>A reset of the device is in progress: groups are stopped.</summary>
    public bool IsResetInProgress { get; private set; }

    /// <summary>The scheduler keeps the device powered, because a group has work to do.</summary>
    public bool HasPmRef => _hasPmRef;

    /// <summary>The patches that it has.</summary>
    internal SchedulerPatches Patches { get; }

    /// <summary>Guards all of the scheduler and of its groups.</summary>
    internal Mutex Lock { get; }

    /// <summary>Runs everything of the scheduler and hands out the jobs of all queues.</summary>
    internal Workqueue Wq { get; }

    private PanthorFw Fw => Device.Fw;

    private Simulation Sim => Device.Simulation;

    /// <summary>Makes the scheduler of a device whose firmware runs.</summary>
    /// <returns>EINVAL when the GPU has no address space besides that of the firmware.</returns>
    /// <remarks>C: panthor_sched_init.</remarks>
    internal static KernelResult<PanthorScheduler> Create(PanthorDevice device)
    {
        PanthorFw fw = device.Fw;

        // A bit of the job interrupt is the firmware's own; and slots must differ in priority, or two groups that each
        // hold a part of what both need would wait for ever.
        int slots = (int)Math.Min(
            Math.Min(fw.Global.Control.GroupNum, FwIface.MAX_CSGS), MaxCsgPriority + 1);
        int addressSpaces = BitOperations.PopCount(device.GpuInfo.AsPresent & ~1u);
        if (addressSpaces == 0)
        {
            device.Log.Error("Not enough AS (1, expected at least 2)");
            return KernelResult.Fail(
                Errno.EINVAL, $"AS_PRESENT 0x{device.GpuInfo.AsPresent:x} has no address space for groups");
        }

        uint scoreboards = FwIface.CS_FEATURES_SCOREBOARDS(fw.GetCsIface(0, 0).Control.Features);
        int streams = (int)fw.GetCsgIface(0).Control.StreamNum;
        device.CsifInfo.CsgSlotCount = (uint)slots;
        device.CsifInfo.CsSlotCount = (uint)streams;
        device.CsifInfo.ScoreboardSlotCount = scoreboards;
        return new PanthorScheduler(device, slots, streams, addressSpaces, scoreboards);
    }

    /// <summary>
    /// Waits until groups that were destroyed have left their slots, 10 s at most: <see cref="UnplugAsync"/> would
    /// cancel the tick that they wait for.
    /// </summary>
    internal async KTask SettleAsync()
    {
        VirtualTime end = Sim.Now + Duration.FromSeconds(10);
        while (HasDyingGroups() && !Device.IsUnplugged && Sim.Now < end)
            await Sim.Sleep(Duration.FromMilliseconds(1));
    }

    /// <summary>Ends the workers after the unplug, when all groups have gone.</summary>
    /// <remarks>C: panthor_sched_fini.</remarks>
    internal async KTask FiniAsync()
    {
        await Wq.DestroyAsync();
        await _heapAllocWq.DestroyAsync();
        for (int priority = PriorityCount - 1; priority >= 0; priority--)
        {
            Device.WarnOn(!_runnable[priority].IsEmpty, "panthor_sched_fini: a group is runnable");
            Device.WarnOn(!_idle[priority].IsEmpty, "panthor_sched_fini: a group is idle");
        }

        Device.WarnOn(!_waiting.IsEmpty, "panthor_sched_fini: a group waits");
    }

    /// <summary>
    /// Waits until a tick that is due has taken destroyed groups off their slots. The firmware writes to their VM then.
    /// </summary>
    /// <remarks>C: panthor_sched_prepare_for_vm_destruction.</remarks>
    internal async KTask PrepareForVmDestructionAsync() => await _tickWork.FlushWorkAsync();

    /// <summary>What the words of a job depend on.</summary>
    /// <remarks>C: get_job_cs_params.</remarks>
    internal JobCsParams CsParams(PanthorJob job)
    {
        PanthorQueue queue = job.Queue;
        ulong register = Device.CsifInfo.CsRegCount - Device.CsifInfo.UnpreservedCsRegCount;
        return new JobCsParams
        {
            ProfileMask = job.ProfileMask,
            AddrReg = register,
            ValReg = register + 2,
            SyncAddr = job.Group.Syncobjs.GpuVa + ((ulong)job.QueueIndex * Syncobj64.Size),
            TimesAddr = queue.ProfilingSlots.GpuVa + ((ulong)job.ProfilingSlot * ProfilingSlot.Size),
            CsStart = job.StreamAddress,
            CsSize = job.StreamSize,
            LastFlush = job.LatestFlush,
            WaitallMask = _waitallMask,
        };
    }

    private bool HasDyingGroups()
    {
        foreach (PanthorGroup group in _groups)
        {
            if (group.Destroyed)
                return true;
        }

        return false;
    }

    internal int NextGroupId() => ++_lastGroupId;

    internal void Remember(PanthorGroup group) => _groups.AddLast(group.Node);

    internal void Forget(PanthorGroup group) => _groups.Remove(group.Node);

    private static GroupLink[] NewHeads()
    {
        var heads = new GroupLink[PriorityCount];
        for (int i = 0; i < heads.Length; i++)
            heads[i] = new GroupLink();
        return heads;
    }

    /// <summary>
    /// Queues a work of the scheduler, unless a reset is due or in progress: that makes up for it in the end.
    /// </summary>
    /// <remarks>C: sched_queue_work.</remarks>
    private void QueueWork(Work work)
    {
        if (!IsResetInProgress && !Device.IsResetPending)
            Wq.Queue(work);
    }

    /// <summary>Has the tick run after so many jiffies, and not when it was to run before.</summary>
    /// <remarks>C: sched_queue_delayed_work(sched, tick, delay).</remarks>
    private void QueueTick(ulong jiffies)
    {
        if (!IsResetInProgress && !Device.IsResetPending)
            Wq.ModifyDelayed(_tickWork, Jiffies.Delay(Sim, jiffies));
    }

    private GroupLink ListOf(PanthorGroup group) => (group.IsIdle ? _idle : _runnable)[(int)group.Priority];
}
