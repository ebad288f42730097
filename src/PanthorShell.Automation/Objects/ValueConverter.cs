using System.Collections;
using System.Globalization;

namespace System.Management.Automation;

/// <summary>Converts values as casts, parameters and method arguments do.</summary>
internal static class ValueConverter
{
    internal static object? Convert(object? value, Type type, IFormatProvider? provider)
    {
        if (LanguagePrimitives.IsNull(value)) return FromNull(type);
        if (type == typeof(object)) return value;
        if (type == typeof(PSObject)) return PSObject.AsPSObject(value!);
        object raw = PSObject.Base(value)!;
        Type source = raw.GetType();
        if (type.IsAssignableFrom(source)) return raw;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Convert(value, underlying, provider);
        if (type == typeof(string)) return (value as PSObject)?.TokenText ?? ToText(value!, raw, provider);
        if (type == typeof(bool)) return ToBoolean(raw);
        if (type == typeof(SwitchParameter)) return new SwitchParameter(ToSwitch(raw));
        if (type == typeof(PSReference)) return new PSReference(value);
        if (type == typeof(void)) return null;
        if (type.IsByRefLike)
        {
            throw new PSInvalidCastException("InvalidCastToByRefLikeType", null,
                $"Cannot convert to the ByRef-like type \"{type}\". ByRef-like types are not supported in PowerShell.");
        }

        if (TypeConversions.TryCustom(raw, type, provider, out object? custom)) return custom;
        if (type.IsEnum) return ToEnum(raw, type);
        if (NumericTypes.IsNumeric(type) && TryNumber(raw, type) is { } number) return number;
        if (type == typeof(char) && raw is string { Length: 1 } one) return one[0];
        if (type.IsArray) return CollectionConversion.ToArray(raw, type, provider);
        if (raw is string text && TypeConversions.TryFromString(text, type, out object? parsed)) return parsed;
        if (typeof(Delegate).IsAssignableFrom(type) && raw is ScriptBlock script) return ScriptDelegates.Create(script,
            type);
        if (CollectionConversion.TryToCollection(raw, type, provider, out object? collection)) return collection;
        if (TypeConversions.TryCasts(raw, type, provider, out object? cast)) return cast;
        return TypeConversions.FromMembersOrFail(value!, raw, type, provider);
    }

    internal static PSInvalidCastException Failed(object raw, Type type)
    {
        string text = PSObject.ToStringParser(raw);
        return new PSInvalidCastException("ConvertToFinalInvalidCastException", null,
            $"Cannot convert the \"{text}\" value of type \"{raw.GetType().FullName}\" to type "
                + $"\"{type.FullName ?? type.Name}\".");
    }

    private static object? FromNull(Type type)
    {
        if (type == typeof(string)) return string.Empty;
        if (type == typeof(bool)) return false;
        if (type == typeof(SwitchParameter)) return new SwitchParameter(false);
        if (NumericTypes.IsNumeric(type)) return NumberConversion.Change(0, type);
        if (type == typeof(char)) return '\0';
        if (type == typeof(PSReference)) return new PSReference(null);
        if (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null) return null;
        if (type.IsEnum)
        {
            throw new PSInvalidCastException("nullToEnumInvalidCast", null,
                $"Cannot convert null to type \"{type}\" due to enumeration values that are not valid. Specify one "
                    + $"of the following "
                + $"enumeration values and try again. The possible enumeration values are "
                    + $"\"{string.Join(",", Enum.GetNames(type))}\".");
        }

        throw new PSInvalidCastException("nullToObjectInvalidCast", null, $"Cannot convert null to type \"{type}\".");
    }

    private static string ToText(object value, object raw, IFormatProvider? provider)
    {
        try
        {
            return ObjectText.Of(value is PSObject ? value : raw, null, provider ?? CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException))
        {
            throw new PSInvalidCastException("InvalidCastFromAnyTypeToString", e,
                $"Cannot convert value to type System.String. {e.Message}");
        }
    }

    private static bool ToBoolean(object raw) => LanguagePrimitives.IsTrue(raw);

    private static bool ToSwitch(object raw)
    {
        if (raw is bool b) return b;
        throw Failed(raw, typeof(SwitchParameter));
    }

    private static object? ToEnum(object raw, Type type)
    {
        if (raw is string text) return EnumConversion.FromString(text, type);
        if (raw is Enum other)
        {
            return EnumConversion.FromNumber(System.Convert.ChangeType(other, Enum.GetUnderlyingType(other.GetType()),
                CultureInfo.InvariantCulture), type);
        }

        if (NumericTypes.IsNumeric(raw.GetType())) return EnumConversion.FromNumber(raw, type);
        if (raw is IEnumerable sequence)
        {
            return EnumConversion.FromString(ObjectText.Join(sequence, ",", CultureInfo.InvariantCulture), type,
                allowMany: true);
        }

        throw Failed(raw, type);
    }

    private static object? TryNumber(object raw, Type type)
    {
        switch (raw)
        {
            case string text:
                return NumberConversion.Parse(text, type);
            case bool b:
                return NumberConversion.Change(b ? 1 : 0, type);
            case char c when NumericTypes.IsInteger(type):
                return NumberConversion.Change((int)c, type);
            case Enum e:
                return NumberConversion.Change(System.Convert.ChangeType(e, Enum.GetUnderlyingType(e.GetType()),
                    CultureInfo.InvariantCulture), type);
        }

        return NumericTypes.IsNumeric(raw.GetType()) ? NumberConversion.Change(raw, type) : null;
    }
}
