using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation.Language;
using System.Numerics;
using System.Reflection;
using System.Text;

namespace System.Management.Automation.Evaluation;

/// <summary>The operators <c>+ - * / %</c>, negation and increment.</summary>
internal static class Arithmetic
{
    internal static bool IsNumber(object? value)
        => value is int or long or double or decimal or float or byte or sbyte or short or ushort or uint or ulong
            or BigInteger;

    internal static object? Add(object? left, object? right)
    {
        if (left is int a && right is int b)
            return Sum(a, b);
        object? l = PSObject.Base(left);
        object? r = PSObject.Base(right);
        switch (l)
        {
            case null:
                return LanguagePrimitives.IsNull(right) ? null : r is char c ? c : right;
            case string text:
                return text + Conversions.ToText(right);
            case char character:
                return character + Conversions.ToText(right);
            case IDictionary dictionary when r is IDictionary other:
                return Merge(dictionary, other);
            case PSObject when left == right && ReferenceEquals(left, Internal.AutomationNull.Value):
                return null;
        }
        if (ReferenceEquals(left, Internal.AutomationNull.Value))
            return right;
        if (Enumeration.IsCollection(l))
        {
            List<object?> items = Enumeration.ToList(l);
            if (Enumeration.IsCollection(r))
                items.AddRange(Enumeration.ToList(r));
            else
                items.Add(LanguagePrimitives.IsNull(right) ? null : right);
            return items.ToArray();
        }
        return Compute(TokenKind.Plus, left, right);
    }

    internal static object? Multiply(object? left, object? right)
    {
        object? l = PSObject.Base(left);
        if (l is string text)
            return Repeat(text, ToTimes(right));
        if (Enumeration.IsCollection(l))
        {
            int times = ToTimes(right);
            List<object?> items = Enumeration.ToList(l);
            var result = new List<object?>(items.Count * times);
            for (int i = 0; i < times; i++)
                result.AddRange(items);
            return result.ToArray();
        }
        return LanguagePrimitives.IsNull(l) ? null : Compute(TokenKind.Multiply, left, right);
    }

    /// <summary>Computes with numbers, and with types that define the operator.</summary>
    internal static object? Compute(TokenKind op, object? left, object? right)
    {
        object? l = PSObject.Base(left);
        object? r = PSObject.Base(right);
        if (ReferenceEquals(l, Internal.AutomationNull.Value))
            l = null;
        if (ReferenceEquals(r, Internal.AutomationNull.Value))
            r = null;
        if (!IsPlain(l) || !IsPlain(r))
            return UserDefined(op, l, r);
        Type? enumType = l is Enum ? l.GetType() : null;
        object result = Numbers(op, Conversions.ToNumber(l), Conversions.ToNumber(r));
        return enumType is null || op is not (TokenKind.Plus or TokenKind.Minus)
            ? result
            : Conversions.Cast(result, enumType);
    }

    internal static object? Negate(object? value) => Compute(TokenKind.Minus, 0, value);

    internal static object? ToPlus(object? value) => Compute(TokenKind.Plus, 0, value);

    /// <summary>One more or one less.</summary>
    internal static object Increment(object? value, int by)
    {
        object? plain = PSObject.Base(value);
        if (plain is int number)
            return Sum(number, by);
        if (LanguagePrimitives.IsNull(plain))
            return by;
        return IsNumber(plain)
            ? Numbers(TokenKind.Plus, plain!, by)
            : throw Failure.NotANumber(by > 0 ? "++" : "--", plain);
    }

    internal static object Sum(int a, int b)
    {
        long sum = (long)a + b;
        return sum is >= int.MinValue and <= int.MaxValue ? Boxes.Of((int)sum) : (double)sum;
    }

    private static bool IsPlain(object? value)
        => value is null or string or bool or char or Enum || IsNumber(value);

    private static object Numbers(TokenKind op, object left, object right)
    {
        if (left is BigInteger || right is BigInteger)
            return Big(op, ToBig(left), ToBig(right));
        if (left is decimal || right is decimal)
            return Decimals(op, left, right);
        if (left is double or float || right is double or float)
            return Doubles(op, ToDouble(left), ToDouble(right));
        if (left is ulong || right is ulong)
            return Wide(op, left, right, (BigInteger)ulong.MaxValue, BigInteger.Zero, v => (ulong)v);
        if (left is long || right is long || (left is uint && IsSigned(right)) || (right is uint && IsSigned(left)))
        {
            return IsUnsignedPair(left, right)
                ? Wide(op, left, right, uint.MaxValue, BigInteger.Zero, v => (uint)v)
                : Longs(op, ToLong(left), ToLong(right));
        }
        if (left is uint || right is uint)
            return Wide(op, left, right, uint.MaxValue, BigInteger.Zero, v => (uint)v);
        return Ints(op, (int)ToLong(left), (int)ToLong(right));
    }

    // uint with a non-negative int stays uint.
    private static bool IsUnsignedPair(object left, object right)
        => left is not long && right is not long && ToLong(left) >= 0 && ToLong(right) >= 0;

    private static bool IsSigned(object value) => value is int or short or sbyte;

    private static object Ints(TokenKind op, int a, int b)
    {
        switch (op)
        {
            case TokenKind.Plus:
                return Sum(a, b);
            case TokenKind.Minus:
                return Fit((long)a - b);
            case TokenKind.Multiply:
                return Fit((long)a * b);
            case TokenKind.Rem:
                return b == 0 ? throw Failure.DivideByZero() : b == -1 ? 0 : Boxes.Of(a % b);
            default:
                if (b == 0)
                    throw Failure.DivideByZero();
                return (a == int.MinValue && b == -1) || a % b != 0 ? (double)a / b : Boxes.Of(a / b);
        }
    }

    private static object Fit(long value)
        => value is >= int.MinValue and <= int.MaxValue ? Boxes.Of((int)value) : (double)value;

    private static object Longs(TokenKind op, long a, long b)
    {
        switch (op)
        {
            case TokenKind.Plus:
                Int128 sum = (Int128)a + b;
                return sum >= long.MinValue && sum <= long.MaxValue ? (object)(long)sum : (double)sum;
            case TokenKind.Minus:
                Int128 difference = (Int128)a - b;
                return difference >= long.MinValue && difference <= long.MaxValue
                    ? (object)(long)difference
                    : (double)difference;
            case TokenKind.Multiply:
                Int128 product = (Int128)a * b;
                return product >= long.MinValue && product <= long.MaxValue ? (object)(long)product : (double)a * b;
            case TokenKind.Rem:
                return b == 0 ? throw Failure.DivideByZero() : b == -1 ? 0L : a % b;
            default:
                if (b == 0)
                    throw Failure.DivideByZero();
                return (a == long.MinValue && b == -1) || a % b != 0 ? (object)((double)a / b) : a / b;
        }
    }

    private static object Wide(
        TokenKind op, object left, object right, BigInteger max, BigInteger min, Func<BigInteger, object> narrow)
    {
        BigInteger a = ToBig(left);
        BigInteger b = ToBig(right);
        if (op is TokenKind.Divide or TokenKind.Rem && b.IsZero)
            throw Failure.DivideByZero();
        if (op == TokenKind.Divide && !(a % b).IsZero)
            return (double)a / (double)b;
        BigInteger result = op switch
        {
            TokenKind.Plus => a + b,
            TokenKind.Minus => a - b,
            TokenKind.Multiply => a * b,
            TokenKind.Rem => a % b,
            _ => a / b,
        };
        return result >= min && result <= max ? narrow(result) : (double)result;
    }

    private static double Doubles(TokenKind op, double a, double b) => op switch
    {
        TokenKind.Plus => a + b,
        TokenKind.Minus => a - b,
        TokenKind.Multiply => a * b,
        TokenKind.Rem => a % b,
        _ => a / b,
    };

    private static decimal Decimals(TokenKind op, object left, object right)
    {
        try
        {
            decimal a = Convert.ToDecimal(left, CultureInfo.InvariantCulture);
            decimal b = Convert.ToDecimal(right, CultureInfo.InvariantCulture);
            return op switch
            {
                TokenKind.Plus => a + b,
                TokenKind.Minus => a - b,
                TokenKind.Multiply => a * b,
                TokenKind.Rem => a % b,
                _ => a / b,
            };
        }
        catch (DivideByZeroException)
        {
            throw Failure.DivideByZero();
        }
        catch (OverflowException exception)
        {
            throw Failure.Make("RuntimeException", exception.Message, ErrorCategory.NotSpecified, null, exception);
        }
    }

    private static BigInteger Big(TokenKind op, BigInteger a, BigInteger b)
    {
        if (op is TokenKind.Divide or TokenKind.Rem && b.IsZero)
            throw Failure.DivideByZero();
        return op switch
        {
            TokenKind.Plus => a + b,
            TokenKind.Minus => a - b,
            TokenKind.Multiply => a * b,
            TokenKind.Rem => a % b,
            _ => a / b,
        };
    }

    internal static BigInteger ToBig(object value) => value switch
    {
        BigInteger big => big,
        ulong wide => wide,
        double real => new BigInteger(Math.Round(real)),
        float real => new BigInteger(Math.Round(real)),
        decimal exact => new BigInteger(Math.Round(exact)),
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private static double ToDouble(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static long ToLong(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static int ToTimes(object? times)
    {
        int count = (int)Conversions.Cast(times, typeof(int))!;
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(times), count, $"times ('{count}') must be a non-negative value.");
        }
        return count;
    }

    private static string Repeat(string text, int times)
        => times == 0 ? string.Empty : new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static Hashtable Merge(IDictionary left, IDictionary right)
    {
        var result = new Hashtable(StringComparer.CurrentCultureIgnoreCase);
        foreach (DictionaryEntry entry in left)
            result.Add(entry.Key, entry.Value);
        foreach (DictionaryEntry entry in right)
            result.Add(entry.Key, entry.Value);
        return result;
    }

    private static object? UserDefined(TokenKind op, object? left, object? right)
    {
        string name = op switch
        {
            TokenKind.Plus => "op_Addition",
            TokenKind.Minus => "op_Subtraction",
            TokenKind.Multiply => "op_Multiply",
            TokenKind.Rem => "op_Modulus",
            _ => "op_Division",
        };
        Type? blamed = null;
        foreach (object? operand in new[] { left, right })
        {
            if (operand is null || IsPlain(operand))
                continue;
            blamed ??= operand.GetType();
            MethodInfo[]? methods = DotNetMembers.StaticOf(operand.GetType()).Methods(name);
            if (methods is not null)
                return MethodInvoker.Invoke(methods, name, null, [left, right]);
        }
        throw Failure.MethodNotFound(blamed ?? typeof(object), name);
    }
}
