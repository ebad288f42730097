using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;

namespace System.Management.Automation;

/// <summary>Converts an argument to the type of a parameter, as the binder of cmdlets does.</summary>
internal static class ArgumentConversion
{
    /// <summary>Whether the argument has the type already, so that it binds without conversion.</summary>
    internal static bool FitsUnconverted(object? value, BindableParameter parameter)
    {
        Type type = parameter.Type;
        if (LanguagePrimitives.IsNull(value)) return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        if (type == typeof(PSObject)) return true;
        object raw = PSObject.Base(value)!;
        Type source = raw.GetType();
        if (type.IsAssignableFrom(source)) return true;
        if (Nullable.GetUnderlyingType(type) == source) return true;
        Type? element = ElementOf(type);
        if (element is null) return false;
        return element == typeof(object) || element == typeof(PSObject) || element.IsAssignableFrom(source);
    }

    internal static object? Convert(object? value, BindableParameter parameter)
    {
        Type type = parameter.Type;
        if (LanguagePrimitives.IsNull(value)) return FromNull(parameter, type);
        if (type == typeof(PSObject)) return PSObject.AsPSObject(value!);
        object raw = PSObject.Base(value)!;
        if (type == typeof(object)) return value is PSObject { IsCustom: true } ? value
            : parameter.Target == ParameterTarget.Script ? value : raw;
        if (type.IsInstanceOfType(raw)) return raw;
        if (type == typeof(bool) || type == typeof(bool?)) return ToBoolean(raw, parameter);
        if (type == typeof(SwitchParameter)) return ToSwitch(raw, parameter);
        if (ElementOf(type) is { } element && type.IsArray) return ToArray(value!, raw, type, element);
        if (LanguagePrimitives.GetEnumerable(raw) is not null && type == typeof(string))
        {
            throw new NotSupportedException("Specified method is not supported.");
        }

        return LanguagePrimitives.ConvertTo(value, type, CultureInfo.CurrentCulture);
    }

    internal static Type? ElementOf(Type type)
    {
        if (type.IsArray) return type.GetElementType();
        if (type == typeof(string)) return null;
        if (type == typeof(ArrayList) || type == typeof(IList) || type == typeof(ICollection)
            || type == typeof(IEnumerable)) return typeof(object);
        if (!type.IsGenericType) return null;
        Type definition = type.GetGenericTypeDefinition();
        return definition == typeof(List<>) || definition == typeof(IList<>) || definition == typeof(Collection<>)
            || definition == typeof(ICollection<>) || definition == typeof(IEnumerable<>)
                ? type.GetGenericArguments()[0]
                : null;
    }

    private static object? FromNull(BindableParameter parameter, Type type)
    {
        if (type == typeof(bool)) throw NotBoolean("null", parameter);
        return LanguagePrimitives.ConvertTo(null, type);
    }

    private static object ToBoolean(object raw, BindableParameter parameter)
    {
        if (raw is bool b) return b;
        if (raw is SwitchParameter s) return s.IsPresent;
        if (NumericTypes.IsNumeric(raw.GetType())) return LanguagePrimitives.IsTrue(raw);
        throw NotBoolean(raw.GetType().FullName!, parameter);
    }

    private static object ToSwitch(object raw, BindableParameter parameter)
    {
        if (raw is bool b) return new SwitchParameter(b);
        if (raw is SwitchParameter s) return s;
        if (NumericTypes.IsNumeric(raw.GetType())) return new SwitchParameter(LanguagePrimitives.IsTrue(raw));
        throw NotBoolean(raw.GetType().FullName!, parameter);
    }

    private static PSInvalidCastException NotBoolean(string source, BindableParameter parameter) =>
        new("InvalidCastException", null,
        $"Cannot convert value \"{source}\" to type \"{parameter.Type.FullName}\". Boolean parameters accept only "
            + $"Boolean values and "
        + "numbers, such as $True, $False, 1 or 0.");

    private static Array ToArray(object value, object raw, Type type, Type element)
    {
        if (LanguagePrimitives.GetEnumerable(raw) is not { } sequence)
        {
            Array one = Array.CreateInstance(element, 1);
            one.SetValue(Element(value, element), 0);
            return one;
        }

        List<object?> items = [];
        foreach (object? item in sequence) items.Add(Element(item, element));
        Array result = Array.CreateInstance(element, items.Count);
        for (int i = 0; i < items.Count; i++) result.SetValue(items[i], i);
        return result;
    }

    private static object? Element(object? item, Type element)
    {
        if (element == typeof(object)) return item is PSObject { IsCustom: false } wrapped && !HasMembers(wrapped)
            ? wrapped.BaseObject : item;
        if (element == typeof(string) && item is null) return null;
        return LanguagePrimitives.ConvertTo(item, element, CultureInfo.CurrentCulture);
    }

    private static bool HasMembers(PSObject wrapped) =>
        wrapped.InstanceMembers is { Count: > 0 } || wrapped.HasTypeNameOverride;
}
