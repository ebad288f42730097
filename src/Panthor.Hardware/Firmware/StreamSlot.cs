using System;
using Panthor.Kernel;
using static Panthor.Hardware.FirmwareRequests;

namespace Panthor.Hardware;

/// <summary>A command stream slot (CS) of a group slot: its interface, its ring, and when its stream runs.</summary>
/// <remarks>
/// A stream executes in slices. A slice does its work at once and then lasts as long as the instructions take; what it
/// did to the host's knowledge (extract, events) is told at its end. Streams do not compete for the processor: each has
/// its own place in time, and the slices of all interleave. A slice ends early when something else is about to happen.
/// </remarks>
internal sealed partial class StreamSlot : ISimEvent
{
    // Cycles of a slice: long when nothing happens meanwhile, but never so short that events outweigh instructions.
    private const long SliceMax = 8192;
    private const long SliceMin = 2048;
    private const long NanosecondsMax = 1_000_000;

    private readonly CsfFirmware _firmware;
    private readonly GroupSlot _group;
    private readonly uint _input;
    private readonly uint _output;
    private readonly CommandStreamGroup _streams;
    private CommandStream? _stream;
    private EventHandle _slice;
    private bool _scheduled;
    private bool _running;
    private CsStop _reported;

    public StreamSlot(
        CsfFirmware firmware, GroupSlot group, CommandStreamGroup streams, int index, uint input, uint output)
    {
        _firmware = firmware;
        _group = group;
        _streams = streams;
        _input = input;
        _output = output;
        Index = index;
    }

    /// <summary>The processor; only for a slot whose stream was started before.</summary>
    public CommandStream Stream => _stream ??= _streams.Streams[Index];

    /// <summary>Number of the stream in its group.</summary>
    public int Index { get; }

    /// <summary>CS_STATE is START.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>The stream has executed what the clock reaches then.</summary>
    public VirtualTime BusyUntil { get; private set; }

    /// <summary>Its ring interface lies in a locked region of address space 0.</summary>
    public bool IsParked { get; private set; }

    /// <summary>Number of the user doorbell that is assigned to it.</summary>
    public int Doorbell { get; private set; }

    /// <summary>Its priority in the group, 0 to 15; 15 goes first.</summary>
    public uint Priority { get; private set; }

    /// <summary>Iterators that REQ_RESOURCE asked for.</summary>
    public CsResources RequestedResources { get; private set; }

    /// <summary>It is in a protected region, or wants to.</summary>
    public bool IsProtected { get; set; }

    /// <summary>It has nothing to do, by the conditions that the host lets count as idle.</summary>
    public bool IsIdle => !IsStarted || (!_running && !IsParked && IsIdleStop());

    /// <summary>The firmware is gone.</summary>
    public void Drop()
    {
        if (IsStarted)
            Stream.Stop();

        Forget();
    }

    /// <summary>Has the stream go on as soon as its last slice is over.</summary>
    public void Wake()
    {
        if (!IsStarted || _scheduled || _group.IsFrozen)
            return;

        VirtualTime now = _firmware.Simulation.Now;
        ScheduleSlice(BusyUntil > now ? BusyUntil - now : Duration.Zero);
    }

    /// <summary>The address space has been unlocked that the stream's interface lies in.</summary>
    public void Unpark()
    {
        IsParked = false;
        if (_processPending)
            Process();

        Wake();
    }

    /// <summary>An asynchronous operation of the stream has ended or got further: what it brought is told, and the
    /// stream goes on.</summary>
    /// <param name="wakes">The stream may get further.</param>
    public void OnOperation(bool wakes)
    {
        if (!IsStarted)
            return;

        if (wakes)
            Wake();

        if (_running)
            return;

        if (IsInterfaceLocked)
        {
            IsParked = true;
            return;
        }

        Settle();
        _group.UpdateIdle();
    }

    /// <summary>The user doorbell was rung.</summary>
    public void OnDoorbell()
    {
        _lookForWork = true;
        Wake();
    }

    /// <inheritdoc/>
    void ISimEvent.Fire(ulong data)
    {
        _scheduled = false;
        _running = false;
        if (!IsStarted || _firmware.IsHung || _firmware.IsAsleep || _group.IsFrozen)
            return;

        if (IsInterfaceLocked)
        {
            IsParked = true;
            return;
        }

        Settle();
        if (!IsStarted || _firmware.Memory.IsDead)
            return;

        if (_lookForWork)
            ReadInsert();

        if (!_faultPending && CanRun())
            RunSlice();
        else
            OnBlocked();
    }

    private bool IsInterfaceLocked
    {
        get
        {
            LockRegion locked = _firmware.Memory.Space.Locked;
            return locked.Size != 0
                && (_firmware.IsInterfaceLocked || locked.Contains(_ringInput) || locked.Contains(_ringOutput));
        }
    }

    private bool CanRun() => Stream.LastStop switch
    {
        CsStop.Budget => true,
        CsStop.Empty => Stream.Insert != Stream.Extract,
        CsStop.Fatal or CsStop.Stopped => false,
        _ => Stream.TryResume(),
    };

    private void RunSlice()
    {
        _reported = CsStop.Budget;
        _running = true;
        _scheduled = true;
        _group.UpdateIdle();
        Stream.Run(SliceBudget(), out long cycles);
        Duration length = ToDuration(cycles);
        BusyUntil = _firmware.Simulation.Now + length;
        ScheduleSlice(length);
    }

    // While a schedule is explored, slices of other lengths bring the streams' instructions into other orders.
    private long SliceBudget()
    {
        Simulation simulation = _firmware.Simulation;
        int choice = _firmware.Preempts ? simulation.Choose(ChoiceKind.HardwareLatency, 3) : 0;
        if (choice != 0)
            return choice == 1 ? 16 : 1024;

        long free = Math.Min(simulation.TimeToNextEvent.Nanoseconds, NanosecondsMax);
        return Math.Clamp(free * _firmware.Model.CoreClockHz / 1_000_000_000, SliceMin, SliceMax);
    }

    private void OnBlocked()
    {
        CsStop stop = Stream.LastStop;
        if (stop != _reported)
        {
            _reported = stop;
            _firmware.Simulation.Events.Record(
                HardwareEvents.StreamBlocked, (ulong)_group.Index, (ulong)Index, (ulong)stop, Stream.Extract);
        }

        _group.UpdateIdle();
    }

    private bool IsIdleStop()
    {
        if (_faultPending || Stream.WaitStatus.Scoreboards != 0)
            return false;

        return Stream.LastStop switch
        {
            CsStop.Empty => !_lookForWork && Stream.Insert == Stream.Extract && Counts(CS_IDLE_EMPTY),
            CsStop.SyncWait => Counts(CS_IDLE_SYNC_WAIT),
            CsStop.ResourceWait => Counts(CS_IDLE_RESOURCE_REQ),
            CsStop.ProtectedModePending => Counts(CS_IDLE_PROTM_PENDING),
            CsStop.Fatal or CsStop.Stopped => true,
            _ => false,
        };
    }

    private bool Counts(uint idleCondition) => (_request & idleCondition) != 0;

    private void ScheduleSlice(Duration delay)
    {
        _scheduled = true;
        _slice = _firmware.Simulation.Schedule(delay, this);
    }

    private Duration ToDuration(long cycles) =>
        Duration.FromNanoseconds(cycles * 1_000_000_000 / _firmware.Model.CoreClockHz);
}
