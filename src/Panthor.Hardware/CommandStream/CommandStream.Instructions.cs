namespace Panthor.Hardware;

/// <content>Instructions that the loop does not do itself.</content>
internal sealed unsafe partial class CommandStream
{
    private uint _waitInstruction;

    private Next ExecuteSlowly(ulong word)
    {
        var opcode = (CsOpcode)(word >> 56);
        if (!_set.HasOpcode(opcode))
            return Invalid();

        switch (opcode)
        {
            case CsOpcode.BRANCH:
                return Branch(word);
            case CsOpcode.CALL or CsOpcode.JUMP:
                return Call(word, opcode == CsOpcode.JUMP);
            case CsOpcode.LOAD_MULTIPLE or CsOpcode.STORE_MULTIPLE:
                return QueueLoadStore(word, opcode == CsOpcode.STORE_MULTIPLE);
            case CsOpcode.ADD_IMMEDIATE32 or CsOpcode.ADD_IMMEDIATE64 when _hasSubOpcodes:
                return ArithmeticImmediate(word, opcode == CsOpcode.ADD_IMMEDIATE64);
            case CsOpcode.COMPARE_SELECT32 or CsOpcode.ARITH_REG64:
                return ArithmeticRegister(word, opcode == CsOpcode.ARITH_REG64);
            case CsOpcode.LOGIC_OP32:
                return Logic(word);
            case CsOpcode.WAIT:
                return Wait(word);
            case CsOpcode.SYNC_ADD32 or CsOpcode.SYNC_SET32 or CsOpcode.SYNC_ADD64 or CsOpcode.SYNC_SET64
                or CsOpcode.STORE_STATE or CsOpcode.HEAP_OPERATION or CsOpcode.TRACE_POINT or CsOpcode.FINISH_FRAGMENT:
                return NowOrDeferred(word);
            case CsOpcode.SYNC_WAIT32 or CsOpcode.SYNC_WAIT64:
                return SyncWait(word);
            case CsOpcode.FLUSH_CACHE2:
                return FlushCache(word);
            case CsOpcode.RUN_COMPUTE or CsOpcode.RUN_COMPUTE_INDIRECT or CsOpcode.RUN_FRAGMENT or CsOpcode.RUN_IDVS
                or CsOpcode.RUN_IDVS2 or CsOpcode.RUN_TILING or CsOpcode.RUN_FULLSCREEN or CsOpcode.FINISH_TILING:
                return StartJob(word);
            default:
                return ExecuteState(word, opcode);
        }
    }

    private Next ExecuteState(ulong word, CsOpcode opcode)
    {
        switch (opcode)
        {
            case CsOpcode.SET_SB_ENTRY:
                return SetScoreboards((int)word & 0xf, (int)(word >> 4) & 0xf);
            case CsOpcode.NEXT_SB_ENTRY:
                return NextScoreboard(word);
            case CsOpcode.SET_STATE when Source(word) < _registerCount:
                return SetState(Data(word), _r[Source(word)]);
            case CsOpcode.SET_STATE_IMM32:
                return SetState(Data(word), (uint)word);
            case CsOpcode.SHARED_SB_INC or CsOpcode.SHARED_SB_DEC:
                return CountShared(word, opcode == CsOpcode.SHARED_SB_INC);
            case CsOpcode.PROGRESS_STORE when IsPair(Source(word), (uint)_registerCount):
                Group.SetProgress(this, *(ulong*)(_r + Source(word)));
                return Done(CsTiming.Other);
            case CsOpcode.PROGRESS_LOAD when IsPair(Destination(word), (uint)_registerCount):
                *(ulong*)(_r + Destination(word)) = Group.ProgressOf(Index);
                return Done(CsTiming.Other);
            case CsOpcode.PROGRESS_WAIT when IsPair(Source(word), (uint)_registerCount):
                return ProgressWait(word);
            case CsOpcode.REQ_RESOURCE:
                return RequestResources(word);
            case CsOpcode.ERROR_BARRIER:
                _faulted = false;
                return Done(CsTiming.Other);
            case CsOpcode.HEAP_SET when IsPair(Source(word), (uint)_registerCount):
                return SetHeap(*(ulong*)(_r + Source(word)));
            case CsOpcode.SET_EXCEPTION_HANDLER:
                return SetHandler(word);
            case CsOpcode.PROT_REGION:
                return ProtectedRegion(word);
            default:
                return Invalid();
        }
    }

    private Next Done(int cycles)
    {
        _clock += cycles;
        return Next.Continue;
    }

    private Next SetState(uint state, uint value)
    {
        switch ((CsStreamState)state)
        {
            case CsStreamState.ScoreboardEndpoint when value < MaximumScoreboards:
                return SetScoreboards((int)value, _otherEntry);
            case CsStreamState.ScoreboardOther when value < MaximumScoreboards:
                return SetScoreboards(_endpointEntry, (int)value);
            case CsStreamState.ScoreboardDeferred when value < (uint)_scoreboardCount:
                _deferredEntry = (int)value;
                break;
            case CsStreamState.ScoreboardMaskStream:
                _streamMask = value & 0xffff;
                break;
            case CsStreamState.ScoreboardMaskWait:
                _indirectMask = value & 0xffff;
                break;
            default:
                return Invalid();
        }

        return Done(CsTiming.Other);
    }

    private Next RequestResources(ulong word)
    {
        var resources = (CsResources)(word & 0x1f);
        if (_waitInstruction == 0 || resources != _requested)
        {
            // Asked once; after that it is for the host to grant.
            _requested = resources;
            _granted &= resources;
            if (_host.RequestResources(this, resources))
                _granted = resources;
        }

        if ((_requested & ~_granted) != 0)
        {
            _waitInstruction = 1;
            _stop = CsStop.ResourceWait;
            return Next.Stop;
        }

        _waitInstruction = 0;
        return Done(CsTiming.Other);
    }

    private Next ProgressWait(ulong word)
    {
        _waitQueue = (int)word & 0x1f;
        _waitValue = *(ulong*)(_r + Source(word));
        if (_waitQueue >= Group.Streams.Count)
            return Invalid();

        if (Group.ProgressOf(_waitQueue) >= _waitValue)
            return Done(CsTiming.Other);

        _stop = CsStop.ProgressWait;
        return Next.Stop;
    }

    private Next Logic(ulong word)
    {
        uint count = (uint)_registerCount;
        if (Destination(word) >= count || Source(word) >= count || Data(word) >= count)
            return Invalid();

        uint a = _r[Source(word)];
        uint b = _r[Data(word)];
        if ((word & 0x10) != 0)
            b = 1u << (int)(b & 31);

        // Bits of the mode: the result for A and B both 1, A only, B only, neither.
        uint mode = (uint)word & 0xf;
        uint result = 0;
        if ((mode & 1) != 0)
            result |= a & b;

        if ((mode & 2) != 0)
            result |= a & ~b;

        if ((mode & 4) != 0)
            result |= ~a & b;

        if ((mode & 8) != 0)
            result |= ~(a | b);

        _r[Destination(word)] = result;
        return Done(CsTiming.Simple);
    }
}
