using System;

namespace Panthor.Hardware;

/// <content>UMIN32, and the arithmetic of architecture 13.</content>
internal sealed unsafe partial class CommandStream
{
    private Next ArithmeticImmediate(ulong word, bool isWide)
    {
        if (!TryRead(Source(word), isWide, out ulong source) || !IsRegister(Destination(word), isWide))
            return Invalid();

        int bits = isWide ? 64 : 32;
        int shift = (int)word & (bits - 1);
        int position = (int)(byte)word;
        int width = (int)(byte)(word >> 8);
        ulong? result = (CsArithmetic)(byte)(word >> 32) switch
        {
            CsArithmetic.Add => unchecked(source + (ulong)(long)(int)word),
            CsArithmetic.ShiftLeft => source << shift,
            CsArithmetic.ShiftRight => source >> shift,
            CsArithmetic.ShiftRightSigned => SignedShift(source, shift, isWide),
            CsArithmetic.Extract => ExtractField(source, position, width, bits),
            CsArithmetic.ExtractSigned => SignExtend(ExtractField(source, position, width, bits), width),
            CsArithmetic.Insert => InsertField(source, (ulong)(ushort)(word >> 16), position, width, bits),
            CsArithmetic.Minimum => Math.Min(source, (uint)word),
            _ => null,
        };
        return WriteResult(word, isWide, result);
    }

    private Next ArithmeticRegister(ulong word, bool isWide)
    {
        if (!TryRead(Source(word), isWide, out ulong left)
            || !TryRead(Data(word), isWide, out ulong right)
            || !IsRegister(Destination(word), isWide))
        {
            return Invalid();
        }

        int bits = isWide ? 64 : 32;
        int shift = (int)right & (bits - 1);
        var operation = _hasSubOpcodes ? (CsArithmeticRegister)(byte)(word >> 24) : CsArithmeticRegister.Minimum;
        ulong? result = operation switch
        {
            CsArithmeticRegister.Minimum => Math.Min(left, right),
            CsArithmeticRegister.Add => unchecked(left + right),
            CsArithmeticRegister.Subtract => unchecked(left - right),
            CsArithmeticRegister.ShiftLeft => left << shift,
            CsArithmeticRegister.ShiftRight => left >> shift,
            CsArithmeticRegister.ShiftRightSigned => SignedShift(left, shift, isWide),
            CsArithmeticRegister.Insert => InsertField(left, right, (int)(byte)word, (int)(byte)(word >> 8), bits),
            _ => null,
        };
        return WriteResult(word, isWide, result);
    }

    private bool IsRegister(uint register, bool isWide) =>
        isWide ? IsPair(register, (uint)_registerCount) : register < _registerCount;

    private bool TryRead(uint register, bool isWide, out ulong value)
    {
        bool exists = IsRegister(register, isWide);
        value = !exists ? 0 : isWide ? *(ulong*)(_r + register) : _r[register];
        return exists;
    }

    private Next WriteResult(ulong word, bool isWide, ulong? result)
    {
        if (result is not { } value)
            return Invalid();

        if (isWide)
            *(ulong*)(_r + Destination(word)) = value;
        else
            _r[Destination(word)] = (uint)value;

        return Done(CsTiming.Simple);
    }

    private static ulong SignedShift(ulong value, int shift, bool isWide) =>
        isWide ? (ulong)((long)value >> shift) : (uint)((int)(uint)value >> shift);

    /// <summary>The ones of a field; a field that reaches beyond the register ends with it.</summary>
    private static ulong FieldMask(int width) => width >= 64 ? ulong.MaxValue : (1UL << width) - 1;

    private static ulong ExtractField(ulong value, int position, int width, int bits) =>
        position >= bits ? 0 : value >> position & FieldMask(Math.Min(width, bits - position));

    private static ulong SignExtend(ulong value, int width)
    {
        if (width is 0 or >= 64)
            return value;

        return (ulong)((long)(value << (64 - width)) >> (64 - width));
    }

    private static ulong InsertField(ulong into, ulong value, int position, int width, int bits)
    {
        if (position >= bits)
            return into;

        ulong mask = FieldMask(Math.Min(width, bits - position));
        return (into & ~(mask << position)) | ((value & mask) << position);
    }
}
