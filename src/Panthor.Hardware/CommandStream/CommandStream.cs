using System;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>One command stream: its architectural state and the processor that executes it.</summary>
/// <remarks>
/// <para>
/// Instructions are fetched from the ring buffer, and from what it calls, through the MMU as reads: the driver maps
/// ring buffers without execute permission. The insert and extract offsets count bytes and only grow; the place in the
/// ring is the offset modulo its size, a power of two.
/// </para>
/// <para>
/// A run is not interrupted: no other task and no event of the machine comes between its instructions. That is why
/// translations may be kept during a run; each run starts without any.
/// </para>
/// <para>
/// Scoreboard entries count what goes on asynchronously. Loads and stores take their time on the stream's own clock: a
/// load changes its registers, and a store reads its registers, when the time is over, so that a missing WAIT has the
/// consequences it has on a GPU. Flushes and jobs are <see cref="CsOperation"/>s, given to the host. Syncs,
/// STORE_STATE, HEAP_OPERATION, TRACE_POINT and FINISH_FRAGMENT are done at once if they have no wait mask; with one
/// they are deferred: their entry is counted up, the stream goes on, and they are done when the entries of the mask
/// are 0.
/// </para>
/// </remarks>
internal sealed unsafe partial class CommandStream
{
    /// <summary>Calls inside one another.</summary>
    public const int MaximumCallDepth = 8;

    // Any 8-bit register number, and what LOAD_MULTIPLE adds to it, lies inside.
    private const int RegisterSpace = 256 + 16;

    private readonly Simulation _simulation;
    private readonly PhysicalMemory _memory;
    private readonly ICommandStreamHost _host;
    private readonly CsInstructionSet _set;
    private readonly uint[] _registerFile = new uint[RegisterSpace];
    private readonly int _registerCount;
    private readonly bool _hasSubOpcodes;

    // A level more than calls: the handler of tiler OOM does not count.
    private readonly CsFrame[] _stack = new CsFrame[MaximumCallDepth + 1];
    private int _depth;
    private CsFrame _frame;
    private ulong _ringBase;
    private ulong _ringMask;
    private ulong _extract;
    private bool _faulted;

    // The registers, while the stream runs.
    private uint* _r;
    private CsResources _requested;
    private CsResources _granted;

    internal CommandStream(
        CommandStreamGroup group,
        Simulation simulation,
        PhysicalMemory memory,
        GpuModel model,
        ICommandStreamHost host,
        int index)
    {
        Group = group;
        _simulation = simulation;
        _memory = memory;
        _host = host;
        _set = CsInstructionSet.For(model);
        Model = model;
        Index = index;
        _registerCount = model.CsRegisters;
        _hasSubOpcodes = _set.Architecture >= 13;
    }

    /// <summary>The group that it belongs to.</summary>
    public CommandStreamGroup Group { get; }

    /// <summary>The GPU.</summary>
    public GpuModel Model { get; }

    /// <summary>Number of the stream in its group.</summary>
    public int Index { get; }

    /// <summary>Where the host has written to: bytes since the ring was made.</summary>
    public ulong Insert { get; set; }

    /// <summary>Up to where the ring is consumed: bytes since the ring was made. It moves past an instruction of the
    /// ring when that has been issued; while a called stream runs, it stands behind the CALL.</summary>
    public ulong Extract => _depth == 0 && _frame.Pointer > _extract ? _frame.Pointer : _extract;

    /// <summary>Why the last run ended.</summary>
    public CsStop LastStop { get; private set; }

    /// <summary>Address of the access that waits, after <see cref="CsStop.LockStall"/>.</summary>
    public ulong StallAddress { get; private set; }

    /// <summary>The stream has issued all that was inserted and nothing is under way.</summary>
    public bool IsIdle => LastStop == CsStop.Stopped
        || (LastStop == CsStop.Empty && Extract >= Insert && _busyLocal == 0 && !_handlerPending);

    /// <summary>In error state, from a fault to the next ERROR_BARRIER: no jobs are started.</summary>
    public bool IsFaulted => _faulted;

    /// <summary>Iterators that the stream has asked for.</summary>
    public CsResources RequestedResources => _requested;

    /// <summary>Calls that the stream is in.</summary>
    public int CallDepth => _depth;

    /// <summary>The registers.</summary>
    public ReadOnlySpan<uint> Registers => _registerFile.AsSpan(0, _registerCount);

    /// <summary>Instructions executed since the start.</summary>
    public ulong Retired { get; private set; }

    /// <summary>Starts with fresh registers at the beginning of a ring.</summary>
    /// <param name="ringBase">GPU virtual address of the ring.</param>
    /// <param name="ringSize">Its bytes, a power of two.</param>
    /// <param name="extract">Offset of the first instruction.</param>
    public void Start(ulong ringBase, uint ringSize, ulong extract)
    {
        Clear();
        SetRing(ringBase, ringSize);
        _extract = extract;
        Insert = extract;
        _frame = new CsFrame(extract, 0, 0);
        LastStop = CsStop.Empty;
    }

    /// <summary>Moves the ring, with the same contents.</summary>
    /// <inheritdoc cref="Start"/>
    public void SetRing(ulong ringBase, uint ringSize)
    {
        _ringBase = ringBase;
        _ringMask = ringSize == 0 ? 0 : ringSize - 1UL;
    }

    /// <summary>Gives up whatever the stream was at; operations under way are cancelled.</summary>
    public void Stop()
    {
        CancelOperations();
        LastStop = CsStop.Stopped;
    }

    /// <summary>The iterators that the stream requested are granted.</summary>
    public void GrantResources(CsResources resources) => _granted = resources & _requested;

    /// <summary>The GPU is in protected mode: the region may run.</summary>
    public void EnterProtectedMode() => _isProtected = LastStop == CsStop.ProtectedModePending;

    /// <summary>Looks whether what the stream waits for has come; reads the sync object through the MMU.</summary>
    /// <returns>True if <see cref="Run"/> would get further.</returns>
    public bool TryResume() => LastStop switch
    {
        CsStop.Stopped or CsStop.Fatal => false,
        _ when _handlerPending => true,
        CsStop.Empty => Extract < Insert || _depth != 0,
        CsStop.ScoreboardWait or CsStop.FlushWait => (_waitMask & _busy) == 0,
        CsStop.SyncWait => IsSyncReached(),
        CsStop.ProgressWait => Group.ProgressOf(_waitQueue) >= _waitValue,
        CsStop.ResourceWait => (_requested & ~_granted) == 0,
        CsStop.DeferredWait => _operationCount < MaximumOperations && _deferredCount < MaximumDeferred,
        CsStop.LockStall => !Space.Locked.Contains(StallAddress),
        CsStop.ProtectedModePending => _isProtected,
        _ => true,
    };

    private AddressSpace Space => Group.Space ?? throw new InvalidOperationException("The group has no address space.");

    private void Clear()
    {
        CancelOperations();
        Array.Clear(_registerFile);
        _depth = 0;
        _frame = default;
        _extract = 0;
        _faulted = false;
        _requested = CsResources.None;
        _granted = CsResources.None;
        Retired = 0;
        StallAddress = 0;
        ClearScoreboards();
        ClearHeap();
        _isProtected = false;
        _protectedEnd = 0;
        _waitMask = 0;
        _waitAddress = 0;
        _waitValue = 0;
        _waitQueue = 0;
        _waitInstruction = 0;
    }

    private void Fault(GpuException type, uint data, ulong info)
    {
        _faulted = true;

        // The firmware lets the stream go on when the host has taken notice of the fault.
        if (_running)
        {
            _deadline = _clock;
            RefreshLimit();
        }

        _simulation.Events.Record(CommandStreamEvents.Fault, (ulong)Index, (ulong)type, info);
        _host.RaiseFault(this, type, data, info);
    }

    private Next Fatal(GpuException type, ulong info, uint data = 0)
    {
        _faulted = true;
        CancelOperations();
        LastStop = CsStop.Fatal;
        _stop = CsStop.Fatal;
        _simulation.Events.Record(CommandStreamEvents.Fatal, (ulong)Index, (ulong)type, info);
        _host.RaiseFatal(this, type, data, info);
        return Next.Stop;
    }

    /// <summary>A job of the stream went wrong in a way that only a reset of the GPU ends.</summary>
    internal void EndUnrecoverably() => Fatal(GpuException.CS_UNRECOVERABLE, CommandPointer);

    /// <summary>The instruction does not exist, or names what does not exist.</summary>
    private Next Invalid() => Fatal(GpuException.CS_INSTR_INVALID, CommandPointer);

    /// <summary>What the loop does after an instruction.</summary>
    private enum Next : byte
    {
        /// <summary>The next instruction.</summary>
        Continue,

        /// <summary>The pointer was changed: look up where it leads.</summary>
        Reopen,

        /// <summary>Leave, for the reason in _stop; the instruction will be executed again.</summary>
        Stop,
    }
}
