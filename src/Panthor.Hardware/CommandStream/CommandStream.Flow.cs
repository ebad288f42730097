using System;

namespace Panthor.Hardware;

/// <content>Where the next instruction comes from: windows into memory, calls, jumps, branches.</content>
internal sealed unsafe partial class CommandStream
{
    private const ulong InstructionSize = sizeof(ulong);
    private const ulong PageMask = PhysicalMemory.PageSize - 1;

    private bool _isProtected;
    private ulong _protectedEnd;
    private int _protectedDepth;

    /// <summary>Address of the instruction that comes next, or that blocks.</summary>
    public ulong CommandPointer => _depth == 0 ? RingAddress(_frame.Pointer) : _frame.Pointer;

    private ulong RingAddress(ulong offset) => _ringBase + (offset & _ringMask);

    /// <summary>Finds the instruction at the frame's pointer: the page that it lies in, and how far that may be
    /// executed.</summary>
    private Next OpenWindow()
    {
        while (true)
        {
            if (_protectedEnd != 0 && _depth == _protectedDepth && _frame.Pointer >= _protectedEnd)
                LeaveProtected();

            if (_depth == 0)
                return OpenRing();

            if (_frame.Pointer < _frame.End)
                return OpenPage(_frame.Pointer, _frame.Start, _frame.End);

            Return();
        }
    }

    private Next OpenRing()
    {
        ulong offset = _frame.Pointer;
        if (offset >= Insert)
        {
            _stop = CsStop.Empty;
            return Next.Stop;
        }

        // What was inserted up to the end of the ring; earlier words of this turn are still there.
        ulong turn = offset & ~_ringMask;
        ulong end = Math.Min(Insert, turn + _ringMask + 1);
        ulong start = Math.Max(turn, Insert > _ringMask ? Insert - _ringMask - 1 : 0);
        return OpenPage(offset, start, end);
    }

    /// <summary>Opens the page of an instruction; pointers are addresses or, in the ring, offsets.</summary>
    private Next OpenPage(ulong pointer, ulong start, ulong end)
    {
        if (_protectedEnd != 0 && _depth == _protectedDepth)
            end = Math.Min(end, _protectedEnd);

        ulong address = _depth == 0 ? RingAddress(pointer) : pointer;
        TranslateStatus status = Map(address & ~PageMask, AccessKind.Read, _readPages, out byte* page);
        if (status != TranslateStatus.Ok)
            return Failed(status, address);

        // Somebody freed the page: reads give poison, and that is no instruction.
        if (page == null)
            return Invalid();

        ulong inPage = address & PageMask;
        ulong before = Math.Min(inPage, pointer - start);
        ulong behind = Math.Min((ulong)PhysicalMemory.PageSize - inPage, end - pointer);
        _ip = (ulong*)(page + inPage);
        _windowStart = (ulong*)(page + inPage - before);
        _windowEnd = (ulong*)(page + inPage + behind);
        _windowPointer = pointer - before;
        return Next.Continue;
    }

    private Next Branch(ulong word)
    {
        uint value = Source(word);
        uint condition = (uint)(word >> 28) & 7;
        if (value >= _registerCount || condition > LastCondition)
            return Invalid();

        _clock += CsTiming.Simple;
        if (!Holds(condition, (int)_r[value]))
            return Next.Continue;

        ulong target = _frame.Pointer + InstructionSize + (ulong)((long)(short)word * (long)InstructionSize);
        ulong start = _depth == 0 ? Insert > _ringMask ? Insert - _ringMask - 1 : 0 : _frame.Start;
        ulong end = _depth == 0 ? Insert : _frame.End;
        if (target < start || target > end)
            return Fatal(GpuException.CS_INSTR_INVALID, target);

        PublishExtract();
        _frame.Pointer = target;
        return Next.Reopen;
    }

    private Next Call(ulong word, bool isJump)
    {
        uint address = Source(word);
        uint length = Data(word);
        if (!IsPair(address, (uint)_registerCount) || length >= _registerCount)
            return Invalid();

        ulong target = *(ulong*)(_r + address);
        ulong size = _r[length];
        if (((target | size) & (InstructionSize - 1)) != 0)
            return Fatal(GpuException.CS_INSTR_INVALID, CommandPointer);

        // The ring cannot be replaced: a jump from it comes back to it.
        if (!isJump || _depth == 0)
        {
            if (CallsOf(_depth) == MaximumCallDepth)
                return Fatal(GpuException.CS_CALL_STACK_OVERFLOW, CommandPointer);

            _frame.Pointer += InstructionSize;
            PublishExtract();
            _stack[_depth++] = _frame;
        }

        _frame = new CsFrame(target, target, unchecked(target + size));
        _clock += CsTiming.Call;
        return Next.Reopen;
    }

    /// <summary>Calls on the stack, the one of the handler not counted.</summary>
    private int CallsOf(int depth) => _handlerDepth != 0 ? depth - 1 : depth;

    private void Return()
    {
        bool wasHandler = _depth == _handlerDepth;
        if (_protectedEnd != 0 && _depth == _protectedDepth)
            LeaveProtected();

        _frame = _stack[--_depth];
        if (wasHandler)
            LeaveHandler();
    }

    private void PublishExtract()
    {
        if (_depth == 0)
            _extract = Math.Max(_extract, _frame.Pointer);
    }

    private Next ProtectedRegion(ulong word)
    {
        if (!_isProtected && !_host.RequestProtectedMode(this))
        {
            _stop = CsStop.ProtectedModePending;
            return Next.Stop;
        }

        _isProtected = true;
        _protectedDepth = _depth;
        _frame.Pointer += InstructionSize;
        _protectedEnd = _frame.Pointer + ((word & 0xffff) * InstructionSize);
        _clock += CsTiming.Other;
        return Next.Reopen;
    }

    private void LeaveProtected()
    {
        _isProtected = false;
        _protectedEnd = 0;
        _host.LeaveProtectedMode(this);
    }

    private static uint Destination(ulong word) => (uint)(word >> 48) & 0xff;

    private static uint Source(ulong word) => (uint)(word >> 40) & 0xff;

    private static uint Data(ulong word) => (uint)(word >> 32) & 0xff;
}
