using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>When fields are put in quotes.</summary>
internal enum QuoteKind
{
    Never,
    Always,
    AsNeeded,
}

/// <summary>Objects as lines of delimited text, and back.</summary>
internal sealed class CsvText(char delimiter, QuoteKind quotes = QuoteKind.Always,
    IReadOnlySet<string>? quoteFields = null)
{
    public string Header(IEnumerable<string> names) => Line(names, names);

    public string Row(PSObject target, IReadOnlyList<string> names)
    {
        var values = new List<string?>();
        foreach (string name in names)
        {
            object? value;
            try
            {
                value = target.BaseObject is System.Collections.IDictionary table && table.Contains(name) ? table[name]
                    : target.Properties[name]?.Value;
            }
            catch (GetValueException)
            {
                value = null;
            }

            values.Add(value is null ? null : Text(value));
        }

        return Line(values, names);
    }

    /// <summary>The next record of a text; null at its end.</summary>
    public List<string>? Read(TextReader reader)
    {
        if (reader.Peek() < 0) return null;

        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        bool any = false;
        while (true)
        {
            int next = reader.Read();
            if (next < 0 || (!quoted && next is '\n' or '\r' && !quoted))
            {
                if (next == '\r' && reader.Peek() == '\n') reader.Read();
                fields.Add(field.ToString());
                return fields;
            }

            char c = (char)next;
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (reader.Peek() == '"') field.Append((char)reader.Read());
                else quoted = false;
            }
            else if (c == '"' && (field.Length == 0 || !any))
            {
                quoted = true;
                any = true;
            }
            else if (c == delimiter)
            {
                fields.Add(field.ToString());
                field.Clear();
                any = false;
            }
            else if (!(c == ' ' && field.Length == 0 && !any))
            {
                field.Append(c);
                any = true;
            }
        }
    }

    private string Line(IEnumerable<string?> values, IEnumerable<string> names)
    {
        var line = new StringBuilder();
        using IEnumerator<string> name = names.GetEnumerator();
        bool first = true;
        foreach (string? value in values)
        {
            name.MoveNext();
            if (!first) line.Append(delimiter);
            first = false;
            if (value is not null) line.Append(Quote(value, name.Current));
        }

        return line.ToString();
    }

    private string Quote(string value, string name)
    {
        bool quote = quoteFields is not null ? quoteFields.Contains(name) : quotes switch
        {
            QuoteKind.Always => true,
            QuoteKind.Never => false,
            _ => value.Contains(delimiter, StringComparison.Ordinal) || value.AsSpan().IndexOfAny("\"\r\n") >= 0,
        };
        return quote ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : value;
    }

    private static string Text(object value) => PSObject.AsPSObject(value).ToString();
}
