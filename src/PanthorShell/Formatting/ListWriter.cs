using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>Prints the fields of one object below each other.</summary>
internal static class ListWriter
{
    private const string Separator = " : ";

    public static void Write(IReadOnlyList<KeyValuePair<string, string>> fields, int width, Action<string> write)
    {
        if (fields.Count == 0 || width - Separator.Length - 2 < 0) return;

        int longest = 0;
        foreach (KeyValuePair<string, string> field in fields)
            longest = Math.Max(longest, TextCells.Length(field.Key));
        longest = Math.Min(longest, width - Separator.Length - 1);

        string margin = new(' ', longest + Separator.Length);
        int valueWidth = width - margin.Length;
        foreach ((string name, string value) in fields)
        {
            int length = TextCells.Length(name);
            string label = length <= longest ? name + new string(' ', longest - length) : TextCells.Head(name, longest);
            string prefix = PSStyle.Instance.Paint(PSStyle.Instance.Formatting.FormatAccent, label + Separator);
            foreach (string line in TextCells.SplitLines(value))
            {
                foreach (string part in TextCells.Wrap(line, valueWidth, valueWidth))
                {
                    write(prefix + part);
                    prefix = margin;
                }
            }
        }
    }
}
