using System;

namespace Panthor.Hardware;

/// <content>Sync objects, and the other instructions that can be deferred.</content>
internal sealed unsafe partial class CommandStream
{
    private const uint NoFault = 0;
    private const uint HasFault = 1;

    private ulong _waitAddress;
    private ulong _waitValue;
    private int _waitQueue;
    private uint _waitCondition;
    private bool _waitIsWide;

    private static bool IsWideSync(CsOpcode opcode) =>
        opcode is CsOpcode.SYNC_ADD64 or CsOpcode.SYNC_SET64 or CsOpcode.SYNC_WAIT64;

    private static bool IsAdd(CsOpcode opcode) => opcode is CsOpcode.SYNC_ADD32 or CsOpcode.SYNC_ADD64;

    /// <summary>The frequent case: no wait mask, in a page that this run has written to before.</summary>
    private bool TrySyncNow(ulong word)
    {
        const ulong deferral = (0xffffUL << 16) | (1UL << 52);
        var opcode = (CsOpcode)(word >> 56);
        bool isWide = IsWideSync(opcode);
        uint count = (uint)_registerCount;
        uint data = Data(word);
        if ((word & deferral) != 0 || !IsPair(Source(word), count) || !(isWide ? IsPair(data, count) : data < count))
            return false;

        ulong address = *(ulong*)(_r + Source(word));
        byte* host = Find(_writePages, address);
        if (host == null || (address & 7) != 0 || (isWide && (address & PageMask) > PageMask - 15))
            return false;

        uint status = (word & 1) != 0 && _faulted ? HasFault : NoFault;
        if (isWide)
        {
            ulong value = *(ulong*)(_r + data);
            *(ulong*)host = IsAdd(opcode) ? *(ulong*)host + value : value;
            *(uint*)(host + sizeof(ulong)) = status;
        }
        else
        {
            uint value = _r[data];
            *(ulong*)host = (IsAdd(opcode) ? *(uint*)host + value : value) | ((ulong)status << 32);
        }

        _host.SyncUpdated(this, address, IsSystemScope(word));
        return true;
    }

    private static bool IsSystemScope(ulong word) => (word >> 1 & 3) == (ulong)CsSyncScope.System;

    /// <summary>Checks the operands of an instruction that can be deferred and reads them.</summary>
    private bool TryPrepare(ulong word, out CsDeferred operation)
    {
        operation = new CsDeferred { Word = word };
        var opcode = (CsOpcode)(word >> 56);
        switch (opcode)
        {
            case CsOpcode.STORE_STATE:
                operation.Data = word >> 32 & 0xff;
                if (!TryRead(Source(word), true, out ulong state) || operation.Data > (ulong)CsStoredState.ErrorStatus)
                    return false;

                operation.Address = unchecked(state + (ulong)(long)(short)word);
                return true;
            case CsOpcode.HEAP_OPERATION:
                operation.Data = word >> 32 & 7;
                return operation.Data is (ulong)CsHeapOperation.VertexTilerStarted
                    or (ulong)CsHeapOperation.VertexTilerCompleted or (ulong)CsHeapOperation.FragmentCompleted;
            case CsOpcode.TRACE_POINT:
                operation.Address = CommandPointer;
                return Data(word) + Source(word) <= _registerCount;
            default:
                bool isWide = opcode == CsOpcode.FINISH_FRAGMENT || IsWideSync(opcode);
                bool exists = TryRead(Source(word), true, out ulong address);
                exists &= TryRead(Data(word), isWide, out ulong data);
                operation.Address = address;
                operation.Data = data;
                return exists;
        }
    }

    private static bool IsMisaligned(in CsDeferred operation)
    {
        uint alignment = (CsOpcode)(operation.Word >> 56) switch
        {
            CsOpcode.SYNC_ADD32 or CsOpcode.SYNC_SET32 => 4,
            CsOpcode.SYNC_ADD64 or CsOpcode.SYNC_SET64 or CsOpcode.STORE_STATE => 8,
            _ => 1,
        };
        return (operation.Address & (alignment - 1)) != 0;
    }

    /// <summary>Does an instruction that can be deferred.</summary>
    /// <param name="operation">The instruction.</param>
    /// <param name="address">The access that did not get through.</param>
    private TranslateStatus Perform(in CsDeferred operation, out ulong address)
    {
        address = operation.Address;
        switch ((CsOpcode)(operation.Word >> 56))
        {
            case CsOpcode.STORE_STATE:
                return Write64(operation.Address, StateOf((CsStoredState)operation.Data));
            case CsOpcode.HEAP_OPERATION:
                return CountHeap((CsHeapOperation)operation.Data, out address);
            case CsOpcode.FINISH_FRAGMENT:
                return FinishFragment(in operation, out address);
            case CsOpcode.FLUSH_CACHE2:
                BeginFlush(operation.Word, operation.Entry);
                return TranslateStatus.Ok;
            case CsOpcode.TRACE_POINT:
                int first = (int)Data(operation.Word);
                _host.Trace(this, operation.Address, _registerFile.AsSpan(first, (int)Source(operation.Word)));
                return TranslateStatus.Ok;
            default:
                return Sync(in operation, out address);
        }
    }

    private ulong StateOf(CsStoredState state) => state switch
    {
        CsStoredState.Timestamp => _host.TimestampAt(Ahead),
        CsStoredState.CycleCount => _host.CycleCountAt(Ahead),
        CsStoredState.ErrorStatus => _faulted ? HasFault : NoFault,
        _ => 0,
    };

    private TranslateStatus Sync(in CsDeferred operation, out ulong address)
    {
        var opcode = (CsOpcode)(operation.Word >> 56);
        bool isWide = IsWideSync(opcode);
        uint status = (operation.Word & 1) != 0 && _faulted ? HasFault : NoFault;
        ulong statusAddress = operation.Address + (isWide ? 8UL : 4UL);
        AccessKind kind = IsAdd(opcode) ? AccessKind.Atomic : AccessKind.Write;

        // Both places before either is written: after a stall all of it is repeated.
        address = statusAddress;
        TranslateStatus result = Map(statusAddress, AccessKind.Write, _writePages, out byte* statusHost);
        if (result != TranslateStatus.Ok)
            return result;

        address = operation.Address;
        result = Map(address, kind, _writePages, out byte* host);
        if (result != TranslateStatus.Ok)
            return result;

        if (statusHost != null)
            *(uint*)statusHost = status;

        if (host != null && isWide)
            *(ulong*)host = IsAdd(opcode) ? *(ulong*)host + operation.Data : operation.Data;
        else if (host != null)
            *(uint*)host = (uint)(IsAdd(opcode) ? *(uint*)host + operation.Data : operation.Data);

        _host.SyncUpdated(this, address, IsSystemScope(operation.Word));
        return TranslateStatus.Ok;
    }

    private Next SyncWait(ulong word)
    {
        var opcode = (CsOpcode)(word >> 56);
        _waitIsWide = IsWideSync(opcode);
        _waitCondition = (uint)(word >> 28) & 0xf;
        if (!TryRead(Source(word), true, out _waitAddress)
            || !TryRead(Data(word), _waitIsWide, out _waitValue)
            || _waitCondition > LastCondition)
        {
            return Invalid();
        }

        if ((_waitAddress & (_waitIsWide ? 7u : 3u)) != 0)
        {
            Fault(GpuException.ADDR_RANGE_FAULT, 0, _waitAddress);
            return Done(CsTiming.Sync);
        }

        // What the stream itself stored before must be seen.
        if (DrainLoadStore(uint.MaxValue) == Next.Stop)
            return Next.Stop;

        TranslateStatus status = Read(_waitAddress, _waitIsWide, out ulong value);
        if (status != TranslateStatus.Ok)
            return Failed(status, _waitAddress);

        if (!IsReached(value))
        {
            _stop = CsStop.SyncWait;
            return Next.Stop;
        }

        ulong statusAddress = _waitAddress + (_waitIsWide ? 8UL : 4UL);
        status = Read(statusAddress, false, out ulong error);
        if (status != TranslateStatus.Ok)
            return Failed(status, statusAddress);

        bool rejects = (word & 1) != 0;
        if (error != NoFault && !rejects)
            Fault(GpuException.CS_INHERIT_FAULT, 0, _waitAddress);

        return Done(CsTiming.Sync);
    }

    private bool IsReached(ulong value) => (CsCondition)_waitCondition switch
    {
        CsCondition.LE => value <= _waitValue,
        CsCondition.GT => value > _waitValue,
        CsCondition.EQ => value == _waitValue,
        CsCondition.NE => value != _waitValue,
        CsCondition.LT => value < _waitValue,
        CsCondition.GE => value >= _waitValue,
        _ => true,
    };

    /// <summary>Whether a run would get past the SYNC_WAIT: also if only to find a fault.</summary>
    private bool IsSyncReached()
    {
        TranslateStatus status = Read(_waitAddress, _waitIsWide, out ulong value);
        return status == TranslateStatus.Fault || (status == TranslateStatus.Ok && IsReached(value));
    }
}
