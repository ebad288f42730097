using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>Values of fields as PowerShell has them: hashtables, objects, wrapped numbers; and back.</summary>
internal static class IoctlValues
{
    /// <summary>The fields of a structure: those of a hashtable, or the properties of an object.</summary>
    /// <returns>Null if it is neither.</returns>
    public static IDictionary? Fields(object? value) => Unwrap(value) as IDictionary;

    /// <summary>Reads what is written as people write sizes and addresses: <c>'4KB'</c>, <c>'0x1000'</c>.</summary>
    public static ulong? Number(object value) => value switch
    {
        bool flag => flag ? 1u : 0u,
        Enum => unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => Quantity.Parse(value, null, out ulong number) is null ? number : null,
    };

    /// <summary>Turns what the decoder gives into objects with properties.</summary>
    public static object Wrap(object value) => value switch
    {
        IReadOnlyList<KeyValuePair<string, object>> fields => WrapFields(fields),
        object[] elements => Array.ConvertAll(elements, Wrap),
        _ => value,
    };

    private static PSObject WrapFields(IReadOnlyList<KeyValuePair<string, object>> fields)
    {
        var wrapped = new PSObject();
        foreach ((string name, object value) in fields)
        {
            wrapped.Properties.Add(new PSNoteProperty(name, Wrap(value)));
        }

        return wrapped;
    }

    private static object? Unwrap(object? value)
    {
        object? bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case PSCustomObject or PSObject:
                return OfProperties((PSObject)value!);
            case IDictionary dictionary:
                var fields = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
                foreach (DictionaryEntry entry in dictionary)
                {
                    fields.Add(entry.Key, Unwrap(entry.Value));
                }

                return fields;
            case object?[] or ArrayList or IReadOnlyList<object?>:
                List<object?> elements = [];
                foreach (object? element in (IEnumerable)bare)
                {
                    elements.Add(Unwrap(element));
                }

                return elements;
            default:
                return bare;
        }
    }

    private static OrderedDictionary OfProperties(PSObject value)
    {
        var fields = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (PSPropertyInfo property in value.Properties)
        {
            fields.Add(property.Name, Unwrap(property.Value));
        }

        return fields;
    }
}
