using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Reflection;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects as JSON, down to a depth; what lies deeper is written as its text.</summary>
internal sealed class JsonWriter(int maxDepth, bool compress, bool enumsAsStrings)
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>True when something was cut off at the depth limit.</summary>
    public bool Truncated { get; private set; }

    public string Write(object? value)
    {
        WriteValue(value, 0);
        return _text.ToString();
    }

    private void WriteValue(object? value, int depth)
    {
        PSObject? wrapper = value as PSObject;
        object? plain = wrapper is null ? value : wrapper.BaseObject;
        if (plain is null || ReferenceEquals(plain, DBNull.Value)
            || ReferenceEquals(plain, System.Management.Automation.Internal.AutomationNull.Value))
            _text.Append("null");
        else if (!TryScalar(plain))
            WriteComposite(wrapper, plain, depth);
    }

    private bool TryScalar(object value)
    {
        switch (value)
        {
            case string text:
                WriteString(text);
                break;
            case bool flag:
                _text.Append(flag ? "true" : "false");
                break;
            case char or Uri or Guid:
                WriteString(value.ToString()!);
                break;
            case SwitchParameter flag:
                _text.Append("{\"IsPresent\":").Append(compress ? "" : " ").Append(flag ? "true}" : "false}");
                break;
            case DateTime date:
                WriteString(date.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset date:
                WriteString(date.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                break;
            case Enum member:
                if (enumsAsStrings) WriteString(member.ToString());
                else _text.Append(member.ToString("D"));
                break;
            case double number:
                WriteFloat(number.ToString("R", CultureInfo.InvariantCulture), double.IsFinite(number));
                break;
            case float number:
                WriteFloat(number.ToString("R", CultureInfo.InvariantCulture), float.IsFinite(number));
                break;
            case decimal number:
                WriteFloat(number.ToString(CultureInfo.InvariantCulture), finite: true);
                break;
            case int or long or short or byte or sbyte or uint or ulong or ushort or BigInteger:
                _text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                return false;
        }

        return true;
    }

    private void WriteComposite(PSObject? wrapper, object plain, int depth)
    {
        if (depth > maxDepth)
        {
            Truncated = true;
            WriteString(plain is PSCustomObject
                ? wrapper!.ToString()
                : ObjectComparison.Text(plain));
            return;
        }

        switch (plain)
        {
            case IDictionary table:
                WriteMembers(Entries(table), depth);
                break;
            case IEnumerable items:
                WriteItems(items, depth);
                break;
            case PSCustomObject:
                WriteMembers(Properties(wrapper!), depth);
                break;
            default:
                WriteMembers(Members(plain, wrapper), depth);
                break;
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary table)
    {
        foreach (DictionaryEntry entry in table)
            yield return new KeyValuePair<string, object?>(PSObject.AsPSObject(entry.Key).ToString(), entry.Value);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Properties(PSObject target)
    {
        foreach (PSPropertyInfo property in target.Properties)
        {
            object? value;
            try
            {
                value = property.Value;
            }
            catch (GetValueException)
            {
                value = null;
            }

            yield return new KeyValuePair<string, object?>(property.Name, value);
        }
    }

    /// <summary>Fields and properties of a .NET object, then the properties that scripts have added.</summary>
    private static IEnumerable<KeyValuePair<string, object?>> Members(object target, PSObject? wrapper)
    {
        Type type = target.GetType();
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            yield return new KeyValuePair<string, object?>(field.Name, field.GetValue(target));
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is null || property.GetIndexParameters().Length > 0) continue;
            object? value;
            try
            {
                value = property.GetValue(target);
            }
            catch (TargetInvocationException)
            {
                value = null;
            }

            yield return new KeyValuePair<string, object?>(property.Name, value);
        }

        if (wrapper is null) yield break;
        foreach (PSPropertyInfo property in wrapper.Properties)
        {
            if (property is not PSNoteProperty) continue;
            yield return new KeyValuePair<string, object?>(property.Name, property.Value);
        }
    }

    private void WriteMembers(IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        _text.Append('{');
        _indent++;
        bool any = false;
        foreach ((string name, object? value) in members)
        {
            if (any) _text.Append(',');
            any = true;
            NewLine();
            WriteString(name);
            _text.Append(compress ? ":" : ": ");
            WriteValue(value, depth + 1);
        }

        _indent--;
        if (any) NewLine();
        _text.Append('}');
    }

    private void WriteItems(IEnumerable items, int depth)
    {
        _text.Append('[');
        _indent++;
        bool any = false;
        foreach (object? item in items)
        {
            if (any) _text.Append(',');
            any = true;
            NewLine();
            WriteValue(item, depth + 1);
        }

        _indent--;
        if (any) NewLine();
        _text.Append(']');
    }

    private void NewLine()
    {
        if (!compress) _text.Append(Environment.NewLine).Append(' ', _indent * 2);
    }

    private void WriteFloat(string text, bool finite)
    {
        if (!finite) WriteString(text);
        else _text.Append(text).Append(text.AsSpan().IndexOfAny('.', 'E', 'e') < 0 ? ".0" : "");
    }

    private void WriteString(string text)
    {
        _text.Append('"');
        foreach (char c in text)
        {
            switch (c)
            {
                case '"':
                    _text.Append("\\\"");
                    break;
                case '\\':
                    _text.Append("\\\\");
                    break;
                case '\b':
                    _text.Append("\\b");
                    break;
                case '\f':
                    _text.Append("\\f");
                    break;
                case '\n':
                    _text.Append("\\n");
                    break;
                case '\r':
                    _text.Append("\\r");
                    break;
                case '\t':
                    _text.Append("\\t");
                    break;
                case < ' ' or '\u0085' or '\u2028' or '\u2029':
                    _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    _text.Append(c);
                    break;
            }
        }

        _text.Append('"');
    }
}
