using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation.Language;

/// <summary>Reads comment-based help: inside a body (first or last comments) or right above a function.</summary>
internal static class HelpReader
{
    internal static CommentHelpInfo? Read(
        List<Token> comments, int firstInside, int start, int end, int functionStart, ScriptSource source)
    {
        if (comments.Count == 0)
            return null;
        foreach (Token comment in comments.Skip(firstInside))
        {
            if (comment.Extent.StartOffset < start || comment.Extent.EndOffset > end)
                continue;
            if (Parse(comment.Text) is { } help)
                return help;
        }
        if (functionStart < 0)
            return null;
        Token? above = comments.LastOrDefault(c => c.Extent.EndOffset <= functionStart);
        return above is not null
            && source.LineOf(functionStart) - above.Extent.EndLineNumber <= 2
            ? Parse(above.Text)
            : null;
    }

    private static CommentHelpInfo? Parse(string comment)
    {
        if (!comment.StartsWith("<#", StringComparison.Ordinal))
            return null;
        string[] lines = comment[2..^2].Split('\n');
        var help = new CommentHelpInfo();
        var examples = new List<string>();
        var links = new List<string>();
        var inputs = new List<string>();
        var outputs = new List<string>();
        bool any = false;
        for (int i = 0; i < lines.Length;)
        {
            string line = lines[i++].Trim();
            if (line.Length < 2 || line[0] != '.' || !char.IsAsciiLetter(line[1]))
                continue;
            string[] words = line[1..].Split(' ', 2, StringSplitOptions.TrimEntries);
            var section = new List<string>();
            while (i < lines.Length && !(lines[i].Trim() is ['.', var letter, ..] && char.IsAsciiLetter(letter)))
                section.Add(lines[i++].TrimEnd());
            string text = Unindent(section);
            any = true;
            switch (words[0].ToUpperInvariant())
            {
                case "SYNOPSIS": help.Synopsis = text; break;
                case "DESCRIPTION": help.Description = text; break;
                case "NOTES": help.Notes = text; break;
                case "EXAMPLE": examples.Add(text); break;
                case "LINK": links.Add(text); break;
                case "INPUTS": inputs.Add(text); break;
                case "OUTPUTS": outputs.Add(text); break;
                case "PARAMETER" when words.Length == 2:
                    help.Parameters[words[1].ToUpperInvariant()] = text;
                    break;
            }
        }
        help.Examples = examples.AsReadOnly();
        help.Links = links.AsReadOnly();
        help.Inputs = inputs.AsReadOnly();
        help.Outputs = outputs.AsReadOnly();
        return any ? help : null;
    }

    private static string Unindent(List<string> lines)
    {
        int indent = lines.Where(l => l.Trim().Length > 0)
            .Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select(l => l.Length >= indent ? l[indent..] : l.TrimStart())).Trim('\n', '\r');
    }
}
