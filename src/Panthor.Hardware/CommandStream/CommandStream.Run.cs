using System;
using System.Runtime.CompilerServices;

namespace Panthor.Hardware;

/// <content>The loop.</content>
internal sealed unsafe partial class CommandStream
{
    private const ulong Low48 = (1UL << 48) - 1;

    // Nibble c: for which signs of a value (bit 0: negative, 1: zero, 2: positive) condition c holds.
    private const uint ConditionTable = 0x0761_5243;
    private const uint LastCondition = (uint)CsCondition.ALWAYS;

    private CsStop _stop;
    private long _clock;
    private long _runStart;
    private long _deadline;
    private long _limit;
    private bool _running;
    private ulong* _ip;
    private ulong* _windowStart;
    private ulong* _windowEnd;
    private ulong _windowPointer;

    /// <summary>Executes until the budget is used up or the stream has to wait.</summary>
    /// <param name="budgetCycles">Cycles of the core clock; the last instruction may exceed them.</param>
    /// <param name="usedCycles">Cycles used.</param>
    public CsStop Run(long budgetCycles, out long usedCycles)
    {
        usedCycles = 0;
        if (LastStop is CsStop.Stopped or CsStop.Fatal)
            return LastStop;

        _running = true;
        _runStart = _clock;
        _deadline = checked(_clock + budgetCycles);
        RefreshLimit();
        _stop = CsStop.Budget;
        fixed (uint* registers = _registerFile)
        fixed (PageEntry* pages = _pages)
        {
            _r = registers;
            _readPages = pages;
            _writePages = pages + PageEntries;
            RunPinned();
            _r = null;
            _readPages = null;
            _writePages = null;
        }

        usedCycles = _clock - _runStart;
        _running = false;
        new Span<PageEntry>(_pages).Clear();
        LastStop = _stop;
        return _stop;
    }

    private void RunPinned()
    {
        if (Begin() == Next.Continue)
            Execute();

        // Other than at the end of the budget the stream stands still: its loads and stores come to their end.
        if (_stop is not (CsStop.Budget or CsStop.Fatal or CsStop.LockStall or CsStop.Aborted))
            DrainLoadStore(uint.MaxValue);

        // What only waits for a deferred operation that is stalled goes on after the unlock.
        if (_isDeferralStalled && _stop is not (CsStop.Budget or CsStop.Fatal))
            _stop = CsStop.LockStall;
    }

    /// <summary>What comes before the first instruction of a run.</summary>
    private Next Begin()
    {
        TryDeferred();
        if (LastStop == CsStop.Fatal)
            return Next.Stop;

        // A stream that was suspended inside of a protected region needs the mode again.
        if (_protectedEnd != 0 && !_isProtected && !_host.RequestProtectedMode(this))
        {
            _stop = CsStop.ProtectedModePending;
            return Next.Stop;
        }

        _isProtected |= _protectedEnd != 0;
        if (_handlerPending)
            EnterHandler();

        return Next.Continue;
    }

    private ulong CurrentPointer(ulong* ip) => _windowPointer + (ulong)((byte*)ip - (byte*)_windowStart);

    /// <summary>Executes instructions from the frame on; leaves the frame at the one that comes next.</summary>
    /// <remarks>
    /// <para>
    /// What is frequent is done here from the raw word, without a copy of decoded instructions that stores could make
    /// stale. Whatever is unusual about an instruction, an operand that does not exist included, falls through to
    /// <see cref="ExecuteSlowly"/>.
    /// </para>
    /// <para>
    /// An instruction takes a cycle, so time is counted by the pointer, from "segment" on, where it was set last.
    /// "end" is where the page ends, or what is to be executed of it, or where something is due on the clock.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Execute()
    {
        uint* r = _r;
        uint count = (uint)_registerCount;
        long clock = _clock;
        ulong* ip = null;
        ulong* segment = null;
        ulong* end = null;
        while (true)
        {
            if (ip >= end)
            {
                if (ip != null)
                {
                    Count(ip, segment, ref clock);
                    _frame.Pointer = CurrentPointer(ip);
                }

                if (Turn(ip) == Next.Stop)
                    return;

                clock = _clock;
                ip = _ip;
                segment = ip;
                end = EndOf(ip, clock);
            }

            ulong word = *ip++;
            uint destination = (uint)(word >> 48) & 0xff;
            uint source = (uint)(word >> 40) & 0xff;
            switch ((CsOpcode)(word >> 56))
            {
                case CsOpcode.NOP:
                    continue;
                case CsOpcode.MOVE48 when IsPair(destination, count):
                    *(ulong*)(r + destination) = word & Low48;
                    continue;
                case CsOpcode.MOVE32 when destination < count:
                    r[destination] = (uint)word;
                    continue;
                case CsOpcode.ADD_IMMEDIATE32 when destination < count && source < count && IsPlainAdd(word):
                    r[destination] = r[source] + (uint)word;
                    continue;
                case CsOpcode.ADD_IMMEDIATE64
                    when IsPair(destination, count) && IsPair(source, count) && IsPlainAdd(word):
                    *(ulong*)(r + destination) = *(ulong*)(r + source) + (ulong)(long)(int)word;
                    continue;
                case CsOpcode.BRANCH when source < count && (word >> 28 & 7) <= LastCondition:
                    if (!Holds((uint)(word >> 28) & 7, (int)r[source]))
                        continue;

                    ulong* target = ip + (short)word;
                    if (target < _windowStart || target > _windowEnd)
                        break;

                    Count(ip, segment, ref clock);
                    ip = target;
                    segment = target;
                    end = EndOf(target, clock);
                    continue;
                case CsOpcode.SYNC_ADD32 or CsOpcode.SYNC_SET32 or CsOpcode.SYNC_ADD64 or CsOpcode.SYNC_SET64:
                    if (!TrySyncNow(word))
                        break;

                    // Earlier than need be, if it is the end of the page; that does no harm.
                    clock += CsTiming.Sync - CsTiming.Simple;
                    end -= CsTiming.Sync - CsTiming.Simple;
                    continue;
                case CsOpcode.LOAD_MULTIPLE or CsOpcode.STORE_MULTIPLE:
                    Count(ip - 1, segment, ref clock);
                    _frame.Pointer = CurrentPointer(ip - 1);
                    if (QueueLoadStore(word, (CsOpcode)(word >> 56) == CsOpcode.STORE_MULTIPLE) == Next.Stop)
                        return;

                    Retired++;
                    clock = _clock;
                    segment = ip;
                    end = EndOf(ip, clock);
                    continue;
                case CsOpcode.WAIT when (word >> 32 & 3) == 0 && ((uint)(word >> 16) & 0xffff & _busy) == 0:
                    continue;
                default:
                    break;
            }

            Count(ip - 1, segment, ref clock);
            _frame.Pointer = CurrentPointer(ip - 1);
            Next next = ExecuteSlowly(word);
            if (next == Next.Stop)
                return;

            Retired++;
            clock = _clock;
            segment = ip;
            end = EndOf(ip, clock);
            if (next == Next.Reopen)
            {
                ip = null;
                segment = null;
                end = null;
            }
        }
    }

    /// <summary>Sets the clock: a cycle for each instruction since it was set last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(ulong* ip, ulong* segment, ref long clock)
    {
        long instructions = ip - segment;
        clock += instructions * CsTiming.Simple;
        _clock = clock;
        Retired += (ulong)instructions;
    }

    /// <summary>Up to where instructions may be executed before something else has to be looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* EndOf(ulong* ip, long clock)
    {
        long room = _limit - clock;
        return room < _windowEnd - ip ? ip + room : _windowEnd;
    }

    /// <summary>Whether a word that adds an immediate is nothing else on architecture 13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPlainAdd(ulong word) => (byte)(word >> 32) == 0 || !_hasSubOpcodes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPair(uint register, uint count) => (register & 1) == 0 && register + 1 < count;

    /// <summary>Whether a signed value compares so with 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds(uint condition, int value)
    {
        int sign = value == 0 ? 1 : value > 0 ? 2 : 0;
        return (ConditionTable >> (int)(condition * 4) >> sign & 1) != 0;
    }

    /// <summary>Lets happen what is due, ends the run when its budget is used up, finds the next instruction.</summary>
    /// <param name="ip">Where it lies, if that is known.</param>
    private Next Turn(ulong* ip)
    {
        if (_clock >= _limit && ProcessDue() == Next.Stop)
            return Next.Stop;

        if (_clock >= _deadline)
        {
            _stop = CsStop.Budget;
            return Next.Stop;
        }

        if (ip == null || ip >= _windowEnd)
            return OpenWindow();

        _ip = ip;
        return Next.Continue;
    }
}
