using System.Collections;
using System.Globalization;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;
using System.Text;

namespace System.Management.Automation;

/// <summary>Texts of objects.</summary>
internal static class ObjectText
{
    private const int MaxDepth = 16;

    [ThreadStatic]
    private static int t_depth;

    /// <summary>The text of a value: a ToString member, the elements of a collection, or .NET's text.</summary>
    internal static string Of(object? value, string? format, IFormatProvider? provider)
    {
        if (value is null) return string.Empty;
        if (value is string text) return text;
        if (++t_depth > MaxDepth)
        {
            t_depth--;
            return PSObject.Base(value)?.GetType().ToString() ?? string.Empty;
        }

        try
        {
            return Compute(value, format, provider ?? CultureInfo.CurrentCulture);
        }
        finally
        {
            t_depth--;
        }
    }

    /// <summary>The elements joined as a string in a script shows them.</summary>
    internal static string Join(IEnumerable sequence, string separator, IFormatProvider? provider)
    {
        StringBuilder result = new();
        bool first = true;
        foreach (object? element in sequence)
        {
            if (!first) result.Append(separator);
            first = false;
            // A collection within a collection is not unfolded.
            object? raw = PSObject.Base(element);
            result.Append(raw is IEnumerable and not string ? raw.ToString() : Of(element, null, provider));
        }

        return result.ToString();
    }

    private static string Compute(object value, string? format, IFormatProvider provider)
    {
        if (value is PSObject wrapper)
        {
            if (ReferenceEquals(wrapper, AutomationNull.Value)) return string.Empty;
            if (wrapper.InstanceMembers?["ToString"] is PSMethodInfo own)
            {
                return PSObject.Base(own.Invoke())?.ToString() ?? string.Empty;
            }

            if (TypeTable.Current.Find(wrapper, "ToString") is PSMethodInfo data)
            {
                return PSObject.Base(((PSMethodInfo)data.Bind(wrapper)).Invoke())?.ToString() ?? string.Empty;
            }

            if (wrapper.IsCustom) return Custom(wrapper);
            value = wrapper.BaseObject;
            if (value is string text) return text;
        }

        if (value is IEnumerable sequence && LanguagePrimitives.GetEnumerable(sequence) is { } elements)
        {
            return Join(elements, OutputFieldSeparator(), provider);
        }

        if (value is double or float) return Number(value, format, provider);
        if (value is Type type && format is null) return TypeDisplay.Name(type);
        if (value is IEnumerator enumerator) return Join(Remaining(enumerator), OutputFieldSeparator(), provider);
        if (value is IFormattable formattable) return formattable.ToString(format, provider);
        return value.ToString() ?? string.Empty;
    }

    // The digits PowerShell shows; a method call of ToString() gives all of them.
    private static string Number(object value, string? format, IFormatProvider provider) =>
        ((IFormattable)value).ToString(format ?? (value is double ? "G15" : "G7"), provider);

    private static string Custom(PSObject wrapper)
    {
        StringBuilder text = new("@{");
        bool first = true;
        foreach (PSPropertyInfo property in wrapper.Properties)
        {
            if (!first) text.Append("; ");
            first = false;
            text.Append(property.Name).Append('=').Append(Plain(property.Value));
        }

        if (first) return string.Empty;
        return text.Append('}').ToString();
    }

    // Within an object, collections and objects are not unfolded again.
    private static string Plain(object? value)
    {
        object? raw = PSObject.Base(value);
        if (raw is PSObject) return string.Empty;
        return raw is IEnumerable and not string ? raw.ToString() ?? string.Empty
            : Of(value, null, CultureInfo.InvariantCulture);
    }

    private static IEnumerable Remaining(IEnumerator enumerator)
    {
        while (enumerator.MoveNext()) yield return enumerator.Current;
    }

    private static string OutputFieldSeparator()
    {
        ExecutionContext? context = ExecutionContext.Current;
        object? value = context?.CurrentSession.GetVariableValue("OFS");
        return value is null ? " " : PSObject.Base(value)?.ToString() ?? " ";
    }
}
