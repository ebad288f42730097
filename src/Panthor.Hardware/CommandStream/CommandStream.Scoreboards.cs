using System;

namespace Panthor.Hardware;

/// <content>Scoreboard entries and what waits for them.</content>
internal sealed unsafe partial class CommandStream
{
    private const int MaximumScoreboards = 16;
    private const int MaximumDeferred = 16;

    private readonly int[] _counts = new int[MaximumScoreboards];
    private readonly int[] _flushes = new int[MaximumScoreboards];
    private readonly CsDeferred[] _deferred = new CsDeferred[MaximumDeferred];
    private int _scoreboardCount;
    private int _deferredCount;
    private int _endpointEntry;
    private int _otherEntry;
    private int _deferredEntry;
    private bool _isDeferralStalled;
    private uint _streamMask;
    private uint _indirectMask;
    private uint _busyLocal;
    private uint _busy;
    private uint _waitMask;

    /// <summary>A shared entry of the group has changed between 0 and not 0.</summary>
    internal void RefreshBusy() => _busy = _busyLocal | Group.SharedScoreboards;

    private void ClearScoreboards()
    {
        Array.Clear(_counts);
        Array.Clear(_flushes);
        Array.Clear(_deferred);
        _scoreboardCount = Math.Min(Model.Scoreboards, MaximumScoreboards);
        _deferredCount = 0;
        _endpointEntry = 0;
        _otherEntry = 0;
        _deferredEntry = 0;
        _streamMask = 0;
        _indirectMask = 0;
        _busyLocal = 0;
        _loadStoreFirst = 0;
        _loadStoreCount = 0;
        RefreshBusy();
    }

    private void CountUp(int entry)
    {
        if (_counts[entry]++ == 0)
        {
            _busyLocal |= 1u << entry;
            RefreshBusy();
        }
    }

    private void CountDown(int entry)
    {
        if (--_counts[entry] == 0)
        {
            _busyLocal &= ~(1u << entry);
            RefreshBusy();
        }

        TryDeferred();
    }

    private Next Wait(ulong word)
    {
        uint mask = (word >> 33 & 1) != 0 && _set.Architecture >= 11 ? _indirectMask : (uint)(word >> 16) & 0xffff;
        if ((mask & _busy) != 0 && DrainLoadStore(mask) == Next.Stop)
            return Next.Stop;

        if ((mask & _busy) != 0)
        {
            _waitMask = mask;
            _stop = WaitsForFlushes(mask) ? CsStop.FlushWait : CsStop.ScoreboardWait;
            return Next.Stop;
        }

        if ((word >> 32 & 1) != 0)
            Group.SetProgress(this, Group.ProgressOf(Index) + 1);

        return Done(CsTiming.Simple);
    }

    private bool WaitsForFlushes(uint mask)
    {
        if ((mask & _busy & ~_busyLocal) != 0)
            return false;

        for (int entry = 0; entry < _scoreboardCount; entry++)
        {
            if ((mask >> entry & 1) != 0 && _counts[entry] != _flushes[entry])
                return false;
        }

        return true;
    }

    private Next SetScoreboards(int endpoint, int other)
    {
        if (endpoint >= _scoreboardCount || other >= _scoreboardCount)
            return Invalid();

        _endpointEntry = endpoint;
        _otherEntry = other;
        return Done(CsTiming.Other);
    }

    /// <summary>NEXT_SB_ENTRY: the next entry of the stream's mask that is 0; waits if there is none.</summary>
    private Next NextScoreboard(ulong word)
    {
        uint type = Data(word) & 0xf;
        if (Destination(word) >= _registerCount || type > 3)
            return Invalid();

        int last = type switch
        {
            2 => _otherEntry,
            3 => _deferredEntry,
            _ => _endpointEntry,
        };
        uint candidates = _streamMask & ((1u << _scoreboardCount) - 1);
        if (candidates == 0)
            return Invalid();

        for (int step = 1; step <= _scoreboardCount; step++)
        {
            int entry = (last + step) % _scoreboardCount;
            if ((candidates >> entry & 1) == 0 || (_busy >> entry & 1) != 0)
                continue;

            _endpointEntry = type == 1 ? entry : _endpointEntry;
            _otherEntry = type == 2 ? entry : _otherEntry;
            _deferredEntry = type == 3 ? entry : _deferredEntry;
            _r[Destination(word)] = (word >> 36 & 1) != 0 ? 1u << entry : (uint)entry;
            return Done(CsTiming.Other);
        }

        _waitMask = candidates;
        _stop = CsStop.ScoreboardWait;
        return Next.Stop;
    }

    private Next CountShared(ulong word, bool up)
    {
        int entry = (int)Destination(word) & 0xf;
        uint mask = IsIndirect(word) ? _indirectMask : (uint)(word >> 16) & 0xffff;
        if (up && (mask & _busy) != 0)
        {
            if (DrainLoadStore(mask) == Next.Stop)
                return Next.Stop;

            if ((mask & _busy) != 0)
            {
                _waitMask = mask;
                _stop = CsStop.ScoreboardWait;
                return Next.Stop;
            }
        }

        if ((word >> 32 & 1) != 0)
            Group.SetProgress(this, Group.ProgressOf(Index) + 1);

        Group.CountShared(entry, up ? 1 : -1);
        return Done(CsTiming.Other);
    }

    private bool IsIndirect(ulong word) => (word >> 52 & 1) != 0 && _set.Architecture >= 11;

    /// <summary>The wait mask of an instruction that can be deferred, and the entry that it keeps busy.</summary>
    private (uint Mask, int Entry) Deferral(ulong word) => IsIndirect(word)
        ? (_indirectMask, _deferredEntry)
        : ((uint)(word >> 16) & 0xffff, (int)Destination(word) & 0xf);

    /// <summary>Does an instruction at once, or notes it until the entries of its wait mask are 0.</summary>
    private Next NowOrDeferred(ulong word)
    {
        if (!TryPrepare(word, out CsDeferred operation))
            return Invalid();

        if (IsMisaligned(in operation))
        {
            Fault(GpuException.ADDR_RANGE_FAULT, 0, operation.Address);
            return Done(CsTiming.Other);
        }

        (uint mask, int entry) = Deferral(word);
        if (mask == 0)
        {
            TranslateStatus status = Perform(in operation, out ulong address);
            return status == TranslateStatus.Ok ? Done(CostOf(word)) : Failed(status, address);
        }

        return Defer(operation with { Mask = mask, Entry = (byte)entry });
    }

    private Next Defer(in CsDeferred operation)
    {
        if (operation.Entry >= _scoreboardCount)
            return Invalid();

        if (_deferredCount == MaximumDeferred)
        {
            _stop = CsStop.DeferredWait;
            return Next.Stop;
        }

        // The entry counts before the wait: an operation that waits for its own entry waits for ever.
        CountUp(operation.Entry);
        _deferred[_deferredCount++] = operation;
        TryDeferred();
        return LastStop == CsStop.Fatal ? Next.Stop : Done(CsTiming.Other);
    }

    /// <summary>Does the deferred operations whose entries are 0, in the order of their issue.</summary>
    private void TryDeferred()
    {
        _isDeferralStalled = false;
        for (int i = 0; i < _deferredCount;)
        {
            CsDeferred operation = _deferred[i];
            bool isFlush = (CsOpcode)(operation.Word >> 56) == CsOpcode.FLUSH_CACHE2;
            if ((operation.Mask & _busy) != 0 || (isFlush && _operationCount == MaximumOperations))
            {
                i++;
                continue;
            }

            TranslateStatus status = Perform(in operation, out ulong address);
            if (status == TranslateStatus.Fault)
                Fatal(GpuException.CS_BUS_FAULT, address);

            // A stalled one is tried again with the next run.
            if (status is TranslateStatus.Stall or TranslateStatus.Aborted)
            {
                _isDeferralStalled = true;
                StallAddress = address;
            }

            if (status != TranslateStatus.Ok)
                return;

            Array.Copy(_deferred, i + 1, _deferred, i, --_deferredCount - i);
            i = 0;

            // A flush itself keeps the entry busy from now on.
            if (!isFlush && --_counts[operation.Entry] == 0)
            {
                _busyLocal &= ~(1u << operation.Entry);
                RefreshBusy();
            }
        }
    }

    private static int CostOf(ulong word) => (CsOpcode)(word >> 56) switch
    {
        CsOpcode.STORE_STATE => CsTiming.StoreState,
        CsOpcode.HEAP_OPERATION or CsOpcode.TRACE_POINT or CsOpcode.FINISH_FRAGMENT => CsTiming.Other,
        _ => CsTiming.Sync,
    };
}
