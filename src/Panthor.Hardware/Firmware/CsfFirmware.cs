using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The firmware of the command stream frontend, once it has booted: what it does to the interfaces in shared
/// memory, and the group slots that it runs.</summary>
/// <remarks>
/// <para>
/// An image cannot be executed; this model stands for the code of whatever image is in memory. It works as the kernel's
/// panthor_fw.c and panthor_sched.c expect: requests are bits that differ between a request and an acknowledge word,
/// and are looked at when a doorbell was rung; events go the other way.
/// </para>
/// <para>
/// Everything that the host can see or change lies in memory: interfaces, ring indices and suspend buffers behind
/// address space 0, rings and heaps behind the group's. While the interfaces lie in a locked region of address space 0
/// the firmware waits.
/// </para>
/// </remarks>
internal sealed partial class CsfFirmware : ISimEvent
{
    private const ulong KindPass = 0;
    private const ulong KindDoorbells = 1;
    private const ulong KindIdle = 2;
    private const ulong KindBoot = 3;

    private readonly BoardOptions _options;
    private readonly MmuBlock _mmu;
    private readonly InterruptBlock _job;
    private readonly GroupSlot?[] _slots = new GroupSlot?[FirmwareInterface.GroupSlotsMax];
    private readonly List<ulong> _deferred = [];
    private ulong _pendingDoorbells;
    private bool _passPending;
    private bool _atBoot;

    public CsfFirmware(
        Simulation simulation,
        BoardOptions options,
        GpuControl gpu,
        InterruptBlock job,
        MmuBlock mmu,
        PhysicalMemory memory)
    {
        _options = options;
        _mmu = mmu;
        _job = job;
        Simulation = simulation;
        Gpu = gpu;
        Ram = memory;
        Memory = new McuMemory(mmu[0], memory) { Failed = OnAccessFailed };
        Endpoints = new EndpointPool(this);
        Preempts = simulation.Chooser.Preempts;
    }

    public Simulation Simulation { get; }

    public GpuControl Gpu { get; }

    public PhysicalMemory Ram { get; }

    public GpuModel Model => _options.Model;

    /// <summary>Memory of the MCU.</summary>
    public McuMemory Memory { get; }

    /// <summary>The shader cores and tilers.</summary>
    public EndpointPool Endpoints { get; }

    /// <summary>Told what MCU_STATUS is to show.</summary>
    public Action<McuStatus> StatusChanged { get; set; } = static _ => { };

    /// <summary>Events of an older count are not meant for this firmware any more.</summary>
    public uint Epoch { get; private set; }

    /// <summary>It has booted and answers.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>It runs but does nothing any more (fault point FirmwarePing).</summary>
    public bool IsHung { get; private set; }

    /// <summary>It was halted with GLB_SLEEP and keeps its groups.</summary>
    public bool IsAsleep { get; private set; }

    /// <summary>Version of the interface.</summary>
    public uint Version { get; private set; }

    /// <summary>Number of group slots.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Streams per group.</summary>
    public int StreamCount { get; private set; }

    /// <summary>The schedule of the machine is explored: slices may be short.</summary>
    public bool Preempts { get; }

    /// <summary>The interfaces lie in a locked region of address space 0: whatever touches them has to wait.</summary>
    public bool IsInterfaceLocked =>
        Memory.Space.Locked.Overlaps(FirmwareInterface.SharedStart, _interfaceEnd - FirmwareInterface.SharedStart);

    /// <summary>The group slot of that number, or null if no group was ever on it.</summary>
    public GroupSlot? SlotAt(int index) => _slots[index];

    /// <summary>Number of an address space, as an object.</summary>
    public bool TryGetSpace(uint index, out AddressSpace space)
    {
        bool exists = index < 16 && (Gpu.AsPresent >> (int)index & 1) != 0;
        space = _mmu[exists ? (int)index : 0];
        return exists;
    }

    /// <summary>The MCU was switched off, reset or died: nothing of what went on goes on.</summary>
    public void Drop()
    {
        Epoch++;
        IsRunning = false;
        IsHung = false;
        IsAsleep = false;
        _atBoot = false;
        _passPending = false;
        _pendingDoorbells = 0;
        _deferred.Clear();
        Endpoints.Drop();
        foreach (GroupSlot? slot in _slots)
            slot?.Drop();

        LeaveProtectedMode();
    }

    /// <summary>A doorbell is rung.</summary>
    public void RingDoorbell(uint index)
    {
        if (!IsRunning)
            return;

        if (index == GpuRegisters.CSF_GLB_DOORBELL_ID)
        {
            RequestPass();
            return;
        }

        bool first = _pendingDoorbells == 0;
        _pendingDoorbells |= 1UL << (int)index;
        if (first)
            Schedule(HardwareLatency.Draw(Simulation, HardwareLatency.UserDoorbell), KindDoorbells);
    }

    /// <summary>The locked region of an address space has gone or changed: what waited for it tries again.</summary>
    public void OnUnlocked(int space)
    {
        if (space == 0)
            FireDeferred();

        foreach (GroupSlot? slot in _slots)
            slot?.OnUnlocked(space);

        Endpoints.Retry(space);
    }

    /// <summary>The L2 cache gained or lost its power: accesses that went nowhere are tried again.</summary>
    public void OnPowerChanged()
    {
        if (Gpu.L2.Ready == 0)
            return;

        foreach (GroupSlot? slot in _slots)
            slot?.WakeStreams(static stream => stream.Stream.LastStop == CsStop.Aborted);

        Endpoints.Retry(null);
    }

    /// <summary>Raises JOB_INT_CSG_IF of a slot, or JOB_INT_GLOBAL_IF.</summary>
    public void RaiseInterrupt(uint bits) => _job.Raise(bits);

    /// <summary>Wakes the streams of all groups that wait for a sync object.</summary>
    public void WakeSyncWaiters()
    {
        foreach (GroupSlot? slot in _slots)
            slot?.WakeStreams(static stream => stream.Stream.LastStop == CsStop.SyncWait);
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        if (data >> 32 != Epoch || IsHung)
            return;

        ulong kind = (uint)data;
        bool ready = kind == KindBoot ? Memory.Space.Locked.Size == 0 : !IsInterfaceLocked;
        if (!ready || IsAsleep)
        {
            _deferred.Add(kind);
            return;
        }

        switch (kind)
        {
            case KindPass:
                _passPending = false;
                Pass();
                break;
            case KindDoorbells:
                DeliverDoorbells();
                break;
            case KindIdle:
                ReportIdle();
                break;
            default:
                Boot();
                break;
        }
    }

    private void FireDeferred()
    {
        foreach (ulong kind in _deferred)
            Schedule(Duration.Zero, kind);

        _deferred.Clear();
    }

    private void RequestPass()
    {
        if (_passPending)
            return;

        _passPending = true;
        Schedule(HardwareLatency.Draw(Simulation, HardwareLatency.FirmwareRequest), KindPass);
    }

    private void DeliverDoorbells()
    {
        ulong doorbells = _pendingDoorbells;
        _pendingDoorbells = 0;
        foreach (GroupSlot? slot in _slots)
            slot?.DeliverDoorbells(doorbells);
    }

    private void OnAccessFailed(TranslateStatus status, ulong address)
    {
        Drop();
        StatusChanged(McuStatus.Fatal);
    }

    private EventHandle Schedule(Duration delay, ulong kind) =>
        Simulation.Schedule(delay, this, ((ulong)Epoch << 32) | kind);
}
