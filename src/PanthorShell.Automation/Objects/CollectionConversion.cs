using System.Collections;
using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>Conversions to arrays and collections.</summary>
internal static class CollectionConversion
{
    internal static object ToArray(object raw, Type type, IFormatProvider? provider)
    {
        Type element = type.GetElementType()!;
        if (type.GetArrayRank() != 1) throw ValueConverter.Failed(raw, type);
        if (element == typeof(char) && raw is string text) return text.ToCharArray();
        if (LanguagePrimitives.GetEnumerable(raw) is not { } sequence)
        {
            Array single = Array.CreateInstance(element, 1);
            single.SetValue(Element(raw, element, provider), 0);
            return single;
        }

        List<object?> items = [];
        foreach (object? item in sequence)
        {
            items.Add(Element(item, element, provider));
        }

        Array result = Array.CreateInstance(element, items.Count);
        for (int i = 0; i < items.Count; i++) result.SetValue(items[i], i);
        return result;
    }

    /// <summary>
    /// Fills a collection type: ArrayList, List&lt;T&gt;, HashSet&lt;T&gt;, Collection&lt;T&gt; and the like.
    /// </summary>
    internal static bool TryToCollection(object raw, Type type, IFormatProvider? provider, out object? result)
    {
        result = null;
        if (type == typeof(ArrayList))
        {
            ArrayList list = [];
            if (LanguagePrimitives.GetEnumerable(raw) is { } items) foreach (object? item in items) list.Add(item);
            else list.Add(raw);
            result = list;
            return true;
        }

        if (!type.IsGenericType || typeof(IDictionary).IsAssignableFrom(type) || raw is IDictionary) return false;
        Type[] arguments = type.GetGenericArguments();
        if (arguments.Length != 1) return false;
        Type concrete = type.IsInterface ? typeof(List<>).MakeGenericType(arguments) : type;
        Type sequence = typeof(IEnumerable<>).MakeGenericType(arguments);
        if (!type.IsAssignableFrom(concrete) || !sequence.IsAssignableFrom(concrete)) return false;
        if (concrete.GetConstructor([sequence]) is null
            && concrete.GetConstructor([typeof(IList<>).MakeGenericType(arguments)]) is null)
        {
            return false;
        }

        Array values = (Array)ToArray(raw, arguments[0].MakeArrayType(), provider);
        Type list1 = typeof(List<>).MakeGenericType(arguments);
        object source = Activator.CreateInstance(list1, values)!;
        result = concrete == list1 ? source : Activator.CreateInstance(concrete, source);
        return true;
    }

    private static object? Element(object? item, Type element, IFormatProvider? provider) =>
        ValueConverter.Convert(item, element, provider);
}
