#pragma warning disable CA1822, IDE0052 // The shape first, the bodies follow.
using System;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>One command stream: its architectural state and the processor that executes it.</summary>
/// <remarks>
/// <para>
/// Instructions are fetched from the ring buffer, and from what it calls, through the MMU as reads: the driver maps ring
/// buffers without execute permission. The insert and extract offsets count bytes and only grow; the place in the ring
/// is the offset modulo its size, a power of two.
/// </para>
/// <para>
/// <see cref="Extract"/> moves past an instruction of the ring when it has been issued. While a called stream runs, it
/// stands behind the CALL.
/// </para>
/// </remarks>
internal sealed partial class CommandStream
{
    private readonly Simulation _simulation;
    private readonly PhysicalMemory _memory;
    private readonly ICommandStreamHost _host;

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
        Model = model;
        Index = index;
    }

    /// <summary>The group that it belongs to.</summary>
    public CommandStreamGroup Group { get; }

    /// <summary>The GPU.</summary>
    public GpuModel Model { get; }

    /// <summary>Number of the stream in its group.</summary>
    public int Index { get; }

    /// <summary>Where the host has written to: bytes since the ring was made.</summary>
    public ulong Insert { get; set; }

    /// <summary>Up to where the ring is consumed: bytes since the ring was made.</summary>
    public ulong Extract { get; private set; }

    /// <summary>Why the last run ended.</summary>
    public CsStop LastStop { get; private set; } = CsStop.Stopped;

    /// <summary>Address of the access that waits, after <see cref="CsStop.LockStall"/>.</summary>
    public ulong StallAddress { get; private set; }

    /// <summary>The stream has issued all that was inserted and nothing is under way.</summary>
    public bool IsIdle => LastStop is CsStop.Empty or CsStop.Stopped && Extract == Insert;

    /// <summary>What the firmware publishes in the output page.</summary>
    public CsWaitStatus WaitStatus => default;

    /// <summary>The tiler heap as published with CS_TILER_OOM.</summary>
    public CsHeapStatus Heap => default;

    /// <summary>Bytes that <see cref="Save"/> writes.</summary>
    public int StateSize => 1024;

    /// <summary>Starts with fresh registers at the beginning of a ring.</summary>
    /// <param name="ringBase">GPU virtual address of the ring.</param>
    /// <param name="ringSize">Its bytes, a power of two.</param>
    /// <param name="extract">Offset of the first instruction.</param>
    public void Start(ulong ringBase, uint ringSize, ulong extract)
    {
        Extract = extract;
        LastStop = CsStop.Empty;
    }

    /// <summary>Gives up whatever the stream was at; completions still to come are ignored.</summary>
    public void Stop() => LastStop = CsStop.Stopped;

    /// <summary>Executes until the budget is used up or the stream has to wait.</summary>
    /// <param name="budgetCycles">Cycles of the core clock; the last instruction may exceed them.</param>
    /// <param name="usedCycles">Cycles used.</param>
    public CsStop Run(long budgetCycles, out long usedCycles)
    {
        usedCycles = 0;
        return LastStop;
    }

    /// <summary>An asynchronous operation has ended: its slot is counted down, deferred operations may start.</summary>
    /// <returns>True if the stream was waiting and may get further: run it.</returns>
    public bool Complete(CsOperation operation, in CsOperationResult result) => false;

    /// <summary>Looks whether what the stream waits for has come; reads the sync object through the MMU.</summary>
    /// <returns>True if <see cref="Run"/> would get further.</returns>
    public bool TryResume() => false;

    /// <summary>The iterators that the stream requested are granted.</summary>
    public void GrantResources(CsResources resources)
    {
    }

    /// <summary>The answer to tiler OOM.</summary>
    /// <param name="chunk">Address of the new chunk in [63:12] and its size in pages in [11:0], as heap_start; 0 for
    /// none: the job waits for fragment jobs, or the handler of SET_EXCEPTION_HANDLER runs, or the job faults.</param>
    public void SupplyChunk(ulong chunk)
    {
    }

    /// <summary>The GPU is in protected mode: the region may run.</summary>
    public void EnterProtectedMode()
    {
    }

    /// <summary>Writes the state for the suspend buffer, operations under way included; then stops the stream.</summary>
    public void Save(Span<byte> destination)
    {
    }

    /// <summary>Takes up a saved state, in any slot and address space: operations that were under way are begun
    /// again, a tiling job out of memory raises tiler OOM again.</summary>
    /// <returns>False if the bytes are no saved state: the stream is stopped.</returns>
    public bool Restore(ReadOnlySpan<byte> source) => false;
}
