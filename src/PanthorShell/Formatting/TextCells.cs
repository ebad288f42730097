using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace PanthorShell.Formatting;

/// <summary>Measures, cuts and wraps text by the screen cells that it takes.</summary>
internal static class TextCells
{
    public const string Ellipsis = "…";

    private const char SoftHyphen = '\u00AD';
    private const char HardHyphen = '\u2011';
    private const char NoBreakSpace = '\u00A0';

    public static int Length(string? text)
    {
        if (string.IsNullOrEmpty(text)) return 0;

        int cells = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int skip = EscapeSequence.LengthAt(text, i);
            if (skip > 0)
            {
                i += skip - 1;
                continue;
            }

            cells += Length(text[i]);
        }

        return cells;
    }

    public static int Length(char c)
    {
        bool wide = c >= 0x1100 && (c <= 0x115f || c == 0x2329 || c == 0x232a
            || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f) || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe10 && c <= 0xfe19) || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6));
        return wide ? 2 : 1;
    }

    /// <summary>The first cells of a text, as many as fit.</summary>
    public static string Head(string text, int cells)
    {
        int used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int skip = EscapeSequence.LengthAt(text, i);
            if (skip > 0)
            {
                i += skip - 1;
                continue;
            }

            used += Length(text[i]);
            if (used > cells) return text[..i];
        }

        return text;
    }

    /// <summary>The last cells of a text, as many as fit.</summary>
    public static string Tail(string text, int cells)
    {
        int used = 0;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            used += Length(text[i]);
            if (used > cells) return text[(i + 1)..];
        }

        return text;
    }

    public static string CutAtLineBreak(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";

        int end = text.AsSpan().IndexOfAny('\n', '\r');
        return end < 0 ? text : text[..end] + Ellipsis;
    }

    public static string[] SplitLines(string text) => text.Replace("\r", "", StringComparison.Ordinal).Split('\n');

    /// <summary>Wraps a text at words; what is longer than a line is broken anywhere.</summary>
    public static List<string> Wrap(string? text, int firstWidth, int nextWidth)
    {
        var result = new List<string>();
        if (string.IsNullOrEmpty(text))
        {
            result.Add(text ?? "");
            return result;
        }

        foreach (string line in SplitLines(text))
        {
            if (Length(line) <= firstWidth) result.Add(line);
            else if (!WrapsAtWords()) BreakLine(line, firstWidth, nextWidth, result);
            else WrapLine(line, firstWidth, nextWidth, result);
        }

        return result;
    }

    /// <summary>PowerShell wraps at words in some languages only, and the invariant culture is none of them.</summary>
    private static bool WrapsAtWords() =>
        CultureInfo.CurrentCulture.TwoLetterISOLanguageName is "en" or "fr" or "de" or "it" or "pt" or "es";

    private static void BreakLine(string line, int firstWidth, int nextWidth, List<string> result)
    {
        int width = firstWidth;
        string rest = line;
        while (Length(rest) > width)
        {
            string head = Head(rest, width);
            if (head.Length == 0)
            {
                // Not even one wide character fits.
                result.Add("?");
                rest = rest[1..];
            }
            else
            {
                result.Add(head);
                rest = rest[head.Length..];
            }

            width = nextWidth;
        }

        if (rest.Length > 0) result.Add(rest);
    }

    private static void WrapLine(string line, int firstWidth, int nextWidth, List<string> result)
    {
        var current = new StringBuilder();
        int width = firstWidth;
        int left = firstWidth;

        void Break()
        {
            result.Add(current.ToString());
            current.Clear();
            width = nextWidth;
            left = nextWidth;
        }

        foreach ((string word, char delimiter) in Words(line))
        {
            string piece = delimiter switch
            {
                '\0' => word,
                SoftHyphen => Length(word) + 1 == left ? word + "-" : word,
                _ => word + delimiter,
            };
            int cells = Length(piece);
            if (cells <= width)
            {
                if (cells > left) Break();
                current.Append(piece);
                left -= cells;
                continue;
            }

            for (int i = 0; i < piece.Length; i++)
            {
                int charWidth = Length(piece[i]);
                char c = charWidth > width ? '?' : piece[i];
                if (charWidth > width) charWidth = 1;
                if (charWidth > left) Break();
                current.Append(c);
                left -= charWidth;
            }
        }

        result.Add(current.ToString());
    }

    private static IEnumerable<(string Word, char Delimiter)> Words(string line)
    {
        int start = 0;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c is ' ' or '\t' or SoftHyphen)
            {
                yield return (line[start..i], c);
                start = i + 1;
            }
            else if (c is HardHyphen or NoBreakSpace)
            {
                yield return (line[start..i], '\0');
                start = i + 1;
            }
        }

        yield return (line[start..], '\0');
    }
}
