using System;
using System.Collections.Generic;
using System.Diagnostics;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <content>Flushes and jobs.</content>
internal sealed unsafe partial class CommandStream
{
    /// <summary>Flushes and jobs of a stream that are under way at a time.</summary>
    internal const int MaximumOperations = 16;

    private const uint FlushIdMask = 0x00ff_ffff;
    private const uint FlushIdHalf = 0x0080_0000;

    private readonly CsOperation?[] _operations = new CsOperation?[MaximumOperations];
    private readonly Stack<CsOperation> _unused = new();
    private int _operationCount;

    /// <summary>How far the run is ahead of the simulation's clock.</summary>
    internal Duration Ahead => _running ? DurationOf(_clock - _runStart) : Duration.Zero;

    /// <summary>Flushes and jobs under way.</summary>
    public int OperationsUnderWay => _operationCount;

    /// <summary>An asynchronous operation has ended: its entry is counted down, deferred ones may start.</summary>
    /// <remarks>A host that drops a cancelled operation may give it back in the same way.</remarks>
    /// <returns>True if the stream was waiting and may get further: run it.</returns>
    public bool Complete(CsOperation operation, in CsOperationResult result)
    {
        if (operation.IsCancelled)
        {
            // The host has dropped it too: it may be used again.
            if (operation.TryReturn())
                _unused.Push(operation);

            return false;
        }

        int index = Array.IndexOf(_operations, operation, 0, _operationCount);
        Debug.Assert(index >= 0, "the operation is not one of the stream's");
        Array.Copy(_operations, index + 1, _operations, index, --_operationCount - index);
        _operations[_operationCount] = null;
        if (operation.IsFlush)
            _flushes[operation.Entry]--;

        if (result.Exception != GpuException.OK)
            Fault(result.Exception, result.Data, result.Info);

        if (operation.CountsProgress)
            Group.SetProgress(this, Group.ProgressOf(Index) + 1);

        int entry = operation.Entry;
        _unused.Push(operation);
        CountDown(entry);
        return LastStop is not CsStop.Budget && TryResume();
    }

    internal Duration DurationOf(long cycles) =>
        Duration.FromNanoseconds((long)((Int128)cycles * 1_000_000_000 / Model.CoreClockHz));

    /// <summary>The time that a job of so many cycles takes.</summary>
    internal Duration DrawDuration(long cycles) => HardwareLatency.Draw(_simulation, DurationOf(cycles));

    /// <summary>Where the byte at a physical address lies; null if nobody owns the page.</summary>
    internal byte* HostOf(ulong physical) => _memory.IsAllocated(physical) ? _memory.Pointer(physical) : null;

    private void CancelOperations()
    {
        for (int i = 0; i < _operationCount; i++)
        {
            _operations[i]!.Cancel();
            _operations[i] = null;
        }

        _operationCount = 0;
        _deferredCount = 0;
        _loadStoreCount = 0;
    }

    private Next FlushCache(ulong word)
    {
        if (Source(word) >= _registerCount)
            return Invalid();

        (uint mask, int entry) = Deferral(word);
        if (entry >= _scoreboardCount)
            return Invalid();

        // A flush that somebody made after the id was read serves as well.
        uint id = _r[Source(word)];
        uint since = (_host.LatestFlushId - id) & FlushIdMask;
        if (id != 0 && since != 0 && since < FlushIdHalf)
            return Done(CsTiming.Other);

        if (_operationCount == MaximumOperations)
        {
            _stop = CsStop.DeferredWait;
            return Next.Stop;
        }

        if ((mask & _busy) != 0)
            return Defer(new CsDeferred(word, 0, 0, mask, (byte)entry));

        CountUp(entry);
        BeginFlush(word, entry);
        return Done(CsTiming.Other);
    }

    /// <summary>Starts a flush whose entry is counted up already.</summary>
    private void BeginFlush(ulong word, int entry)
    {
        _flushes[entry]++;
        CsOperation operation = Take();
        operation.SetUp(this, word, entry, CsResources.None);
        operation.Latency = HardwareLatency.Draw(_simulation, HardwareLatency.CacheFlush);
        Begin(operation);
    }

    private Next StartJob(ulong word)
    {
        CsResources needed = CsOperation.NeededFor((CsOpcode)(word >> 56));
        if ((needed & ~_granted) != 0)
            return Fatal(GpuException.CS_ENDPOINT_FAULT, CommandPointer, (uint)needed);

        // In error state jobs are not started: whoever waits for the entry goes on.
        if (_faulted)
            return Done(CsTiming.Other);

        if (_operationCount == MaximumOperations)
        {
            _stop = CsStop.DeferredWait;
            return Next.Stop;
        }

        CsOperation operation = Take();
        operation.SetUp(this, word, _endpointEntry, CsOperation.EndpointOf(needed));
        operation.ReadRegisters(_r);
        CountUp(_endpointEntry);
        Begin(operation);
        return Done(CsTiming.Other);
    }

    private CsOperation Take() => _unused.Count != 0 ? _unused.Pop() : new CsOperation();

    private void Begin(CsOperation operation)
    {
        operation.Issued = Ahead;
        _operations[_operationCount++] = operation;
        _host.Begin(operation);
    }
}
