using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware.Tests;

/// <summary>A firmware that does as little as it can: one endpoint of each kind, jobs in the order they came.</summary>
internal sealed class CsHost : ICommandStreamHost
{
    public readonly record struct Exception(int Stream, GpuException Type, uint Data, ulong Info, bool IsFatal);

    private readonly List<CsOperation> _outOfMemory = [];
    private int _answered;

    /// <summary>Operations that were begun and have not ended.</summary>
    public List<CsOperation> Operations { get; } = [];

    public List<(ulong Address, bool SystemScope)> Syncs { get; } = [];

    public List<Exception> Exceptions { get; } = [];

    public List<CommandStream> Woken { get; } = [];

    public List<CsHeapStatus> TilerOoms { get; } = [];

    public List<uint[]> Traces { get; } = [];

    public List<CsResources> Requests { get; } = [];

    /// <summary>How often each piece of a job was asked for.</summary>
    public int Advances { get; private set; }

    public uint LatestFlushId { get; set; } = 1;

    /// <summary>Grant what is asked for at once.</summary>
    public bool Grants { get; set; } = true;

    public bool IsProtected { get; set; }

    public int ProtectedRegions { get; private set; }

    /// <summary>What the driver would answer to tiler OOM; null: nothing.</summary>
    public Func<ulong>? Chunks { get; set; }

    public Duration LastAhead { get; private set; }

    public void Begin(CsOperation operation) => Operations.Add(operation);

    public void JobReady(CsOperation operation)
    {
        Xunit.Assert.Contains(operation, Operations);
        _outOfMemory.Remove(operation);
    }

    public void Wake(CommandStream stream) => Woken.Add(stream);

    public void SyncUpdated(CommandStream stream, ulong address, bool systemScope) =>
        Syncs.Add((address, systemScope));

    public void RaiseFault(CommandStream stream, GpuException type, uint data, ulong info) =>
        Exceptions.Add(new Exception(stream.Index, type, data, info, false));

    public void RaiseFatal(CommandStream stream, GpuException type, uint data, ulong info) =>
        Exceptions.Add(new Exception(stream.Index, type, data, info, true));

    public bool RequestResources(CommandStream stream, CsResources resources)
    {
        Requests.Add(resources);
        return Grants;
    }

    public ulong TimestampAt(Duration fromNow)
    {
        LastAhead = fromNow;
        return 1000;
    }

    public ulong CycleCountAt(Duration fromNow) => 2000;

    public void RaiseTilerOom(CommandStream stream) => TilerOoms.Add(stream.Heap);

    public bool RequestProtectedMode(CommandStream stream) => IsProtected;

    public void LeaveProtectedMode(CommandStream stream) => ProtectedRegions++;

    public void Trace(CommandStream stream, ulong instructionPointer, ReadOnlySpan<uint> registers) =>
        Traces.Add(registers.ToArray());

    /// <summary>Runs a stream, and what it starts, until neither gets any further.</summary>
    public CsStop Settle(CommandStream stream, long budget = 1_000_000)
    {
        while (true)
        {
            // A fault ends a run; the driver takes notice and the stream goes on.
            int exceptions = Exceptions.Count;
            CsStop stop = stream.Run(budget, out _);
            if (stop == CsStop.Budget && Exceptions.Count == exceptions)
                return stop;

            bool hasEnded = CompleteOne();
            if (!AnswerTilerOom(stream) && !hasEnded && !stream.TryResume())
                return stop;
        }
    }

    /// <summary>Brings the first operation that can end to its end.</summary>
    public bool CompleteOne()
    {
        for (int i = 0; i < Operations.Count; i++)
        {
            CsOperation operation = Operations[i];
            if (operation.IsCancelled)
            {
                Operations.RemoveAt(i--);
                continue;
            }

            if (operation.IsFlush)
                LatestFlushId++;
            else if (_outOfMemory.Contains(operation) || AdvanceToEnd(operation) != CsOperationStep.Ended)
                continue;

            Operations.Remove(operation);
            operation.Stream.Complete(operation, operation.Result);
            return true;
        }

        return false;
    }

    public CsOperationStep AdvanceToEnd(CsOperation operation)
    {
        CsOperationStep step;
        do
        {
            step = operation.Advance(out _);
            Advances++;
        }
        while (step == CsOperationStep.Working);

        if (step == CsOperationStep.OutOfMemory)
            _outOfMemory.Add(operation);

        return step;
    }

    private bool AnswerTilerOom(CommandStream stream)
    {
        if (Chunks is null || _answered == TilerOoms.Count)
            return false;

        for (; _answered < TilerOoms.Count; _answered++)
            stream.SupplyChunk(Chunks());

        return true;
    }
}
