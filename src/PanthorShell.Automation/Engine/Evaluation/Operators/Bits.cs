using System.Globalization;
using System.Management.Automation.Language;
using System.Numerics;

namespace System.Management.Automation.Evaluation;

/// <summary>The operators <c>-band -bor -bxor -bnot -shl -shr</c>.</summary>
internal static class Bits
{
    internal static object? Combine(TokenKind op, object? left, object? right)
    {
        object? l = PSObject.Base(left);
        Type? enumType = l is Enum ? l.GetType() : PSObject.Base(right) is Enum e && l is null ? e.GetType() : null;
        if (enumType is not null && PSObject.Base(right) is string text)
            right = Conversions.Cast(text, enumType);
        object a = ToInteger(left);
        object b = ToInteger(right);
        object result;
        if (a is BigInteger || b is BigInteger)
            result = Big(op, Arithmetic.ToBig(a), Arithmetic.ToBig(b));
        else if (a is ulong || b is ulong)
            result = Apply(op, ToUnsigned(a), ToUnsigned(b));
        else if (a is long || b is long || a is uint != b is uint)
            result = Apply(op, ToLong(a), ToLong(b));
        else if (a is uint x && b is uint y)
            result = (uint)Apply(op, (ulong)x, y);
        else
            result = Boxes.Of((int)Apply(op, ToLong(a), ToLong(b)));
        return enumType is null ? result : Enum.ToObject(enumType, result);
    }

    internal static object Not(object? value)
    {
        object? plain = PSObject.Base(value);
        object result = ToInteger(plain) switch
        {
            ulong wide => (object)~wide,
            long wide => ~wide,
            uint narrow => ~narrow,
            BigInteger big => -(big + 1),
            object other => ~Convert.ToInt32(other, CultureInfo.InvariantCulture),
        };
        return plain is Enum ? Enum.ToObject(plain.GetType(), result) : result;
    }

    internal static object Shift(TokenKind op, object? left, object? right)
    {
        int count = (int)Conversions.Cast(right, typeof(int))!;
        bool isLeft = op == TokenKind.Shl;
        return ToInteger(left) switch
        {
            ulong wide => (object)(isLeft ? wide << count : wide >> count),
            long wide => isLeft ? wide << count : wide >> count,
            uint narrow => isLeft ? narrow << count : narrow >> count,
            BigInteger big => isLeft ? big << count : big >> count,
            object other => Shift(Convert.ToInt32(other, CultureInfo.InvariantCulture), count, isLeft),
        };
    }

    private static object Shift(int value, int count, bool isLeft)
        => Boxes.Of(isLeft ? value << count : value >> count);

    // Real numbers are rounded; a real operand makes a positive result unsigned, as in PowerShell.
    private static object ToInteger(object? value)
    {
        object number = Conversions.ToNumber(value);
        if (number is not (double or float or decimal))
            return number;
        BigInteger rounded = Arithmetic.ToBig(number);
        return rounded.Sign >= 0 && rounded <= ulong.MaxValue ? (ulong)rounded : (long)rounded;
    }

    private static long ToLong(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static ulong ToUnsigned(object value)
        => value is ulong wide ? wide : unchecked((ulong)ToLong(value));

    private static long Apply(TokenKind op, long a, long b) => op switch
    {
        TokenKind.Band => a & b,
        TokenKind.Bor => a | b,
        _ => a ^ b,
    };

    private static ulong Apply(TokenKind op, ulong a, ulong b) => op switch
    {
        TokenKind.Band => a & b,
        TokenKind.Bor => a | b,
        _ => a ^ b,
    };

    private static BigInteger Big(TokenKind op, BigInteger a, BigInteger b) => op switch
    {
        TokenKind.Band => a & b,
        TokenKind.Bor => a | b,
        _ => a ^ b,
    };
}
