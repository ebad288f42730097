using System.Text;

namespace System.Management.Automation;

/// <summary>The escape sequences for colours and attributes (SGR) in a text.</summary>
internal static class EscapeSequence
{
    private const char Escape = '\x1b';

    /// <summary>The length of the sequence that begins at <paramref name="index"/>, or 0.</summary>
    internal static int LengthAt(string text, int index)
    {
        if (text[index] != Escape || index + 1 >= text.Length || text[index + 1] != '[') return 0;

        int end = index + 2;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == ';')) end++;
        return end < text.Length && text[end] == 'm' ? end - index + 1 : 0;
    }

    /// <summary>Whether there may be one.</summary>
    internal static bool IsIn(string text) => text.Contains(Escape, StringComparison.Ordinal);

    /// <summary>The text without them.</summary>
    internal static string RemoveAll(string text)
    {
        if (!IsIn(text)) return text;
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int skip = LengthAt(text, i);
            if (skip > 0) i += skip - 1;
            else plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
