using System.Collections;
using System.Collections.Generic;
using System.Xml;

namespace System.Management.Automation.Evaluation;

/// <summary>What the pipeline takes apart, and how.</summary>
internal static class Enumeration
{
    /// <summary>The enumerator of a collection; null for a single object (strings and dictionaries too).</summary>
    internal static IEnumerator? TryGet(object? value)
    {
        object? plain = value is PSObject ? PSObject.Base(value) : value;
        if (plain is null or string or int or bool or IDictionary or XmlNode or PSObject)
            return null;
        return plain switch
        {
            IEnumerable sequence => sequence.GetEnumerator(),
            IEnumerator enumerator => enumerator,
            _ => null,
        };
    }

    internal static bool IsCollection(object? value)
    {
        object? plain = value is PSObject ? PSObject.Base(value) : value;
        return plain is IEnumerable and not (string or IDictionary or XmlNode);
    }

    /// <summary>Writes a value as the output of a statement: collections one by one, nothing for no value.</summary>
    internal static void Write(object? value, IOutputPipe output)
    {
        if (ReferenceEquals(value, Internal.AutomationNull.Value))
            return;
        if (value is object?[] array)
        {
            foreach (object? item in array)
                output.Add(item);
            return;
        }
        IEnumerator? items = TryGet(value);
        if (items is null)
        {
            output.Add(value);
            return;
        }
        while (Next(items))
        {
            object? item = items.Current;
            if (!ReferenceEquals(item, Internal.AutomationNull.Value))
                output.Add(item);
        }
    }

    /// <summary>Moves on; what the enumerator throws becomes an error of the statement.</summary>
    internal static bool Next(IEnumerator items)
    {
        try
        {
            return items.MoveNext();
        }
        catch (Exception exception) when (exception is not (RuntimeException or FlowControlException))
        {
            throw Failure.Make(
                "BadEnumeration", $"An error occurred while enumerating through a collection: {exception.Message}.",
                ErrorCategory.InvalidOperation, items, exception);
        }
    }

    /// <summary>The items as a list: of a collection its items, of one value the value, of no value nothing.</summary>
    internal static List<object?> ToList(object? value)
    {
        var pipe = new ListPipe();
        Write(value, pipe);
        return pipe.Items;
    }
}
