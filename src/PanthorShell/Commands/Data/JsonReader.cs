using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads JSON into objects or tables: integers are Int64, dates in ISO form become DateTime.</summary>
internal sealed partial class JsonReader(bool asHashtable, int maxDepth)
{
    private static readonly JsonDocumentOptions s_options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 2048,
    };

    /// <summary>Parses a text; what is wrong with it is an ArgumentException.</summary>
    public object? Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_options);
            return Convert(document.RootElement, 1);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("Conversion from JSON failed with error: " + exception.Message, exception);
        }
    }

    private object? Convert(JsonElement element, int depth)
    {
        if (depth > maxDepth + 1)
            throw new ArgumentException(
                $"Conversion from JSON failed with error: the depth of the text exceeds {maxDepth}.");

        return element.ValueKind switch
        {
            JsonValueKind.Object => asHashtable ? Table(element, depth) : Custom(element, depth),
            JsonValueKind.Array => Items(element, depth),
            JsonValueKind.String => Text(element),
            JsonValueKind.Number => Number(element),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }

    private object?[] Items(JsonElement element, int depth)
    {
        var items = new List<object?>();
        foreach (JsonElement item in element.EnumerateArray()) items.Add(Convert(item, depth + 1));
        return [.. items];
    }

    private OrderedDictionary Table(JsonElement element, int depth)
    {
        var table = new OrderedDictionary(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
            table[property.Name] = Convert(property.Value, depth + 1);
        return table;
    }

    private PSObject Custom(JsonElement element, int depth)
    {
        var target = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Name.Length == 0)
                throw new InvalidOperationException(
                    "The provided JSON includes a property whose name is an empty string, this is only supported "
                    + "using the -AsHashTable switch.");
            object? value = Convert(property.Value, depth + 1);
            if (!names.Add(property.Name))
            {
                if (target.Properties[property.Name] is { } same && same.Name == property.Name)
                {
                    same.Value = value;
                    continue;
                }

                throw new InvalidOperationException(
                    $"Cannot convert the JSON string because it contains keys with different casing. Key that was "
                    + $"attempted to be added to the object was '{property.Name}'.");
            }

            target.Properties.Add(new PSNoteProperty(property.Name, value));
        }

        return target;
    }

    private static object Text(JsonElement element)
    {
        string text = element.GetString()!;
        if (text.Length is >= 19 and <= 40 && IsoDate().IsMatch(text)
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime date))
            return date;
        return text;
    }

    private static object Number(JsonElement element)
    {
        string raw = element.GetRawText();
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') >= 0) return element.GetDouble();
        if (long.TryParse(raw, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number)) return number;
        return BigInteger.Parse(raw, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$")]
    private static partial Regex IsoDate();
}
