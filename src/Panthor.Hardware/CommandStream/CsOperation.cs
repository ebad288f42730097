using System;
using System.Runtime.CompilerServices;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>An operation that goes on while its stream does: a flush of the caches, or a job on an endpoint.</summary>
/// <remarks>
/// <para>
/// The host gets it with <see cref="ICommandStreamHost.Begin"/> and gives it back with
/// <see cref="CommandStream.Complete"/>, after which it must not be touched: it is used again.
/// </para>
/// <para>
/// No shader is executed. A job takes time and touches memory through the MMU as the staging registers, sampled when
/// the job is issued, and the descriptors in memory say; see <see cref="DoCompute"/>, <see cref="DoTiling"/>,
/// <see cref="DoFragment"/>. It does so in <see cref="Steps"/> pieces spread over its time. A page fault ends it with
/// CS_BUS_FAULT, a locked region delays it.
/// </para>
/// </remarks>
internal sealed unsafe partial class CsOperation
{
    /// <summary>Pieces of a job.</summary>
    public const int Steps = 8;

    private const int LineSize = 64;
    private const int LineShift = 6;
    private const ulong LinesLimit = 64 << 10;
    private const ulong Low48 = (1UL << 48) - 1;
    private const long LongestJob = 1L << 50;

    private ulong _word;
    private Inputs _in;
    private int _step;
    private ulong _done;
    private bool _handlerHasRun;
    private bool _givesUpMemory;
    private bool _isReturned;

    /// <summary>The stream that started it.</summary>
    public CommandStream Stream { get; private set; } = null!;

    /// <summary>The endpoint that a job needs: one of the flags; None for a flush.</summary>
    public CsResources Endpoint { get; private set; }

    /// <summary>The instruction.</summary>
    public CsOpcode Opcode => (CsOpcode)(_word >> 56);

    /// <summary>Scoreboard entry of the stream.</summary>
    public int Entry { get; private set; }

    /// <summary>True for FLUSH_CACHE2; else it is a job.</summary>
    public bool IsFlush => Endpoint == CsResources.None;

    /// <summary>FLUSH_CACHE2: bits [11:0] of the instruction.</summary>
    public uint FlushModes => (uint)_word & 0xfff;

    /// <summary>When it was issued, counted from the simulation's now (a run is ahead of the clock).</summary>
    public Duration Issued { get; internal set; }

    /// <summary>How long it takes from its start on, drawn already. A flush ends after that time.</summary>
    public Duration Latency { get; internal set; }

    /// <summary>The stream was stopped meanwhile: nobody waits for the operation any more.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Address at which a job is stalled, after <see cref="CsOperationStep.Stalled"/>.</summary>
    public ulong StallAddress { get; private set; }

    /// <summary>How a job ended, after <see cref="CsOperationStep.Ended"/>.</summary>
    public CsOperationResult Result { get; private set; }

    /// <summary>The stream's progress counter counts on when the job ends.</summary>
    internal bool CountsProgress => !IsFlush && (_word >> 32 & 1) != 0;

    /// <summary>A tiling job that waits for a chunk.</summary>
    internal bool IsOutOfMemory { get; set; }

    /// <summary>What a stream must have been granted to start a job.</summary>
    internal static CsResources NeededFor(CsOpcode opcode) => opcode switch
    {
        CsOpcode.RUN_COMPUTE or CsOpcode.RUN_COMPUTE_INDIRECT => CsResources.Compute,
        CsOpcode.RUN_FRAGMENT => CsResources.Fragment,
        CsOpcode.RUN_IDVS or CsOpcode.RUN_IDVS2 => CsResources.Tiler | CsResources.Idvs,
        _ => CsResources.Tiler,
    };

    /// <summary>The one endpoint out of what a job needs.</summary>
    internal static CsResources EndpointOf(CsResources needed) => needed & ~CsResources.Idvs;

    internal void SetUp(CommandStream stream, ulong word, int entry, CsResources endpoint)
    {
        Stream = stream;
        Endpoint = endpoint;
        Entry = entry;
        IsCancelled = false;
        IsOutOfMemory = false;
        StallAddress = 0;
        Result = CsOperationResult.Ok;
        _word = word;
        _in = default;
        _step = 0;
        _done = 0;
        _handlerHasRun = false;
        _givesUpMemory = false;
        _isReturned = false;
    }

    /// <summary>Samples the staging registers and draws how long the job will take.</summary>
    internal void ReadRegisters(uint* registers)
    {
        long cycles = Opcode switch
        {
            CsOpcode.RUN_COMPUTE or CsOpcode.RUN_COMPUTE_INDIRECT => ReadCompute(registers),
            CsOpcode.RUN_FRAGMENT => ReadFragment(registers),
            _ => ReadTiling(registers),
        };
        Latency = Stream.DrawDuration(Math.Min(CsTiming.Job + cycles, LongestJob));
    }

    /// <summary>Bytes that <see cref="Save"/> writes.</summary>
    internal const int StateSize = ((Inputs.Count + 4) * sizeof(ulong)) + (5 * sizeof(uint));

    /// <summary>Writes what is needed to go on in another slot.</summary>
    internal void Save(ref CsStateWriter writer)
    {
        writer.Write(_word);
        writer.Write(_done);
        writer.Write(Latency.Nanoseconds);
        for (int i = 0; i < Inputs.Count; i++)
            writer.Write(_in[i]);

        writer.Write((uint)Endpoint);
        writer.Write(Entry);
        writer.Write(_step);
        writer.Write(_handlerHasRun);
        writer.Write(_givesUpMemory);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    internal void Restore(CommandStream stream, ref CsStateReader reader)
    {
        ulong word = reader.UInt64();
        ulong done = reader.UInt64();
        Duration latency = Duration.FromNanoseconds(reader.Int64());
        Inputs inputs = default;
        for (int i = 0; i < Inputs.Count; i++)
            inputs[i] = reader.UInt64();

        var endpoint = (CsResources)reader.UInt32();
        SetUp(stream, word, reader.Int32() & 0xf, endpoint);
        _step = Math.Clamp(reader.Int32(), 0, Steps);
        _handlerHasRun = reader.Boolean();
        _givesUpMemory = reader.Boolean();
        _done = done;
        _in = inputs;
        Latency = latency;
    }

    internal void Cancel() => IsCancelled = true;

    /// <summary>Marks a cancelled operation as given back.</summary>
    /// <returns>False if it was before.</returns>
    internal bool TryReturn()
    {
        bool wasReturned = _isReturned;
        _isReturned = true;
        return !wasReturned;
    }

    /// <summary>The handler has run: if there is still no memory, the job fails.</summary>
    internal void HandlerHasRun() => _handlerHasRun = true;

    /// <summary>There will be no memory.</summary>
    internal void GiveUpMemory() => _givesUpMemory = true;

    /// <summary>
    /// Does the next piece of a job: to be called when the endpoint takes it up, and after that as the answer says.
    /// </summary>
    /// <param name="wait">After <see cref="CsOperationStep.Working"/>: when to call again.</param>
    public CsOperationStep Advance(out Duration wait)
    {
        wait = Duration.Zero;
        if (IsCancelled || _step == Steps)
            return CsOperationStep.Ended;

        if (_givesUpMemory)
        {
            Result = new CsOperationResult(GpuException.OOM, 0, Stream.Heap.Address);
            return CsOperationStep.Ended;
        }

        IsOutOfMemory = false;
        Piece piece = Opcode switch
        {
            CsOpcode.RUN_COMPUTE or CsOpcode.RUN_COMPUTE_INDIRECT => DoCompute(),
            CsOpcode.RUN_FRAGMENT => DoFragment(),
            CsOpcode.FINISH_TILING => DoFinishTiling(),
            _ => DoTiling(),
        };
        switch (piece)
        {
            case Piece.Done:
                _step++;
                wait = Latency / Steps;
                return CsOperationStep.Working;
            case Piece.Stalled:
                return CsOperationStep.Stalled;
            case Piece.OutOfMemory:
                IsOutOfMemory = true;
                Stream.RaiseTilerOom();
                return CsOperationStep.OutOfMemory;
            default:
                return CsOperationStep.Ended;
        }
    }

    /// <summary>Up to which line of so many the present piece goes.</summary>
    private ulong ShareOf(ulong total)
    {
        ulong steps = (ulong)(_step + 1);
        return (total / Steps * steps) + (total % Steps * steps / Steps);
    }

    /// <summary>Asks the MMU for an address.</summary>
    /// <param name="address">GPU virtual address.</param>
    /// <param name="kind">What for.</param>
    /// <param name="host">Where the byte lies; null if nobody owns the page: reads give poison.</param>
    private Piece Map(ulong address, AccessKind kind, out byte* host)
    {
        host = null;
        ushort source = Endpoint == CsResources.Tiler ? CsSourceId.Tiler : CsSourceId.Shader;
        TranslateStatus status = Stream.Group.Space!.Translate(address, kind, source, out ulong physical);
        if (status is TranslateStatus.Stall or TranslateStatus.Aborted)
        {
            StallAddress = address;
            return Piece.Stalled;
        }

        if (status == TranslateStatus.Fault)
            return Fail(GpuException.CS_BUS_FAULT, address);

        host = Stream.HostOf(physical);
        return Piece.Done;
    }

    /// <summary>Reads 8 bytes at a multiple of 8.</summary>
    private Piece Read(ulong address, out ulong value, AccessKind kind = AccessKind.Read)
    {
        Piece piece = Map(address, kind, out byte* host);
        value = host == null ? PhysicalMemory.PoisonWord : *(ulong*)host;
        return piece;
    }

    /// <summary>Writes 8 bytes at a multiple of 8.</summary>
    private Piece Write(ulong address, ulong value)
    {
        Piece piece = Map(address, AccessKind.Write, out byte* host);
        if (host != null)
            *(ulong*)host = value;

        return piece;
    }

    private Piece Fail(GpuException exception, ulong info)
    {
        Result = new CsOperationResult(exception, 0, info);
        return Piece.Failed;
    }

    /// <summary>What became of a piece of work.</summary>
    private enum Piece : byte
    {
        Done,
        Stalled,
        OutOfMemory,
        Failed,
    }

    /// <summary>What a job sampled of registers and found in descriptors.</summary>
    [InlineArray(Count)]
    private struct Inputs
    {
        public const int Count = 8;

        private ulong _first;
    }
}
