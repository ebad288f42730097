using System.Numerics;

namespace System.Management.Automation;

/// <summary>The numeric types in the order in which one widens into the next.</summary>
internal static class NumericTypes
{
    internal static bool IsNumeric(Type type) => !type.IsEnum
        && (IsInteger(type) || type == typeof(double) || type == typeof(float) || type == typeof(decimal)
            || type == typeof(BigInteger));

    internal static bool IsInteger(Type type) =>
        !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    internal static bool IsSigned(Type type) =>
        Type.GetTypeCode(type) is TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64;

    /// <summary>A number in the wider of the types of two.</summary>
    internal static Type Common(Type left, Type right)
    {
        if (left == right) return left;
        if (left == typeof(BigInteger) || right == typeof(BigInteger)) return typeof(BigInteger);
        TypeCode l = Type.GetTypeCode(left);
        TypeCode r = Type.GetTypeCode(right);
        TypeCode top = l > r ? l : r;
        if (top >= TypeCode.Single)
        {
            return top == TypeCode.Decimal ? typeof(decimal) : typeof(double);
        }

        if (top == TypeCode.UInt64)
        {
            return IsSigned(l > r ? right : left) ? typeof(double) : typeof(ulong);
        }

        return top switch
        {
            TypeCode.Int64 => typeof(long),
            TypeCode.UInt32 => IsSigned(l > r ? right : left) ? typeof(long) : typeof(uint),
            _ => typeof(int),
        };
    }
}
