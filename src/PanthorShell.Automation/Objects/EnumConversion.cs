using System.Collections.Generic;
using System.Globalization;

namespace System.Management.Automation;

/// <summary>Conversions to enumerations.</summary>
internal static class EnumConversion
{
    internal static object FromString(string text, Type type, bool allowMany = false)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            throw new PSInvalidCastException("InvalidCastEnumFromEmptyString", null, NoValue(text, type));
        }

        bool flags = type.IsDefined(typeof(FlagsAttribute), inherit: false);
        string[] parts = trimmed.Split(',');
        if (parts.Length > 1 && !flags && !allowMany)
        {
            throw new PSInvalidCastException("InvalidCastEnumCommaAndNoFlags", null,
                $"Cannot convert value \"{text}\" to type \"{type}\" because no commas are allowed for this "
                    + $"enumeration.");
        }

        ulong bits = 0;
        foreach (string part in parts) bits |= One(part.Trim(), text, type);
        return Enum.ToObject(type, bits);
    }

    internal static object FromNumber(object number, Type type)
    {
        object underlying = NumberConversion.Change(number, Enum.GetUnderlyingType(type));
        object value = Enum.ToObject(type, underlying);
        if (!IsDefined(value, type))
        {
            throw new PSInvalidCastException("UndefinedIntegerToEnum", null, NoValue(number, type));
        }

        return value;
    }

    private static bool IsDefined(object value, Type type)
    {
        if (Enum.IsDefined(type, value)) return true;
        if (!type.IsDefined(typeof(FlagsAttribute), inherit: false)) return false;
        ulong rest = Bits(value);
        foreach (object known in Enum.GetValuesAsUnderlyingType(type)) rest &= ~Bits(known);
        return rest == 0;
    }

    private static ulong One(string part, string whole, Type type)
    {
        if (part.Length > 0 && (char.IsDigit(part[0]) || part[0] is '-' or '+'))
        {
            try
            {
                return Bits(NumberConversion.Parse(part, Enum.GetUnderlyingType(type)));
            }
            catch (PSInvalidCastException)
            {
                throw NotFound(whole, type);
            }
        }

        string? prefix = null;
        List<string> matches = [];
        foreach (string name in Enum.GetNames(type))
        {
            if (name.Equals(part, StringComparison.OrdinalIgnoreCase)) return Bits(Enum.Parse(type, name));
            if (!name.StartsWith(part, StringComparison.OrdinalIgnoreCase)) continue;
            prefix ??= name;
            matches.Add(name);
        }

        if (matches.Count > 1)
        {
            string message =
                $"The identifier name {part} cannot be processed because it is either too similar or identical to "
                + $"the following "
                + $"enumerator names: {string.Join(", ", matches)}. Use a more specific identifier name.";
            throw new PSInvalidCastException("SubstringDisambiguationEnumParseThrewAnException",
                new RuntimeException(message),
                $"Cannot convert value \"{whole}\" to type \"{type}\". Error: \"{message}\"");
        }

        return prefix is null ? throw NotFound(whole, type) : Bits(Enum.Parse(type, prefix));
    }

    private static PSInvalidCastException NotFound(string text, Type type)
    {
        string message =
            $"Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following "
            + $"enumerator names and try again:{Environment.NewLine}{string.Join(", ", Enum.GetNames(type))}";
        return new PSInvalidCastException("SubstringDisambiguationEnumParseThrewAnException",
            new RuntimeException(message), $"Cannot convert value \"{text}\" to type \"{type}\". Error: \"{message}\"");
    }

    private static string NoValue(object value, Type type) =>
        $"Cannot convert value \"{value}\" to type \"{type}\" due to enumeration values that are not valid. Specify "
            + $"one of the "
        + $"following enumeration values and try again. The possible enumeration values are "
            + $"\"{string.Join(",", Enum.GetNames(type))}\".";

    private static ulong Bits(object value) => Type.GetTypeCode(value.GetType()) is TypeCode.UInt64
        ? Convert.ToUInt64(value, CultureInfo.InvariantCulture)
        : unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
