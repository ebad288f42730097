using System;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace PanthorShell.Formatting;

/// <summary>Error records as ConciseView prints them, without colour.</summary>
internal static class ErrorView
{
    public static string Text(ErrorRecord error)
    {
        if (error.FullyQualifiedErrorId.StartsWith("NativeCommandError", StringComparison.Ordinal))
            return error.Exception.Message;

        InvocationInfo? invocation = error.InvocationInfo;
        string position = "";
        string prefix = "";
        bool parserError = error.CategoryInfo.Category == ErrorCategory.ParserError;
        bool located = invocation is not null
            && (!string.IsNullOrEmpty(invocation.ScriptName) || invocation.ScriptLineNumber > 1 || parserError)
            && invocation.ScriptName?.EndsWith(".psm1", StringComparison.OrdinalIgnoreCase) != true;
        if (located) position = Position(error, invocation!, out prefix);

        string message = Message(error, parserError);
        if (located && (!string.IsNullOrEmpty(invocation!.ScriptName) || parserError)) message = Fold(prefix, message)
            + "\n";
        else if (located) message = prefix + message;

        string text = Reason(error, invocation) + ": " + position + message;
        string? action = error.ErrorDetails?.RecommendedAction;
        return string.IsNullOrWhiteSpace(action) ? text : text + "\n  Recommendation: " + action;
    }

    private static string Position(ErrorRecord error, InvocationInfo invocation, out string prefix)
    {
        var text = new StringBuilder();
        bool fromScript = !string.IsNullOrEmpty(invocation.ScriptName);
        string number = invocation.ScriptLineNumber.ToString(CultureInfo.InvariantCulture);
        if (fromScript) text.Append(invocation.ScriptName).Append(':').Append(number);
        text.Append('\n');

        int column = Math.Max(4, number.Length);
        string header = new string(' ', column) + " | ";
        text.Append("Line".PadLeft(column)).Append(" |\n");
        (string line, string mark) = Extent(error, invocation);
        text.Append(number.PadLeft(column)).Append(" | ").Append(line.TrimEnd('\r', '\n')).Append('\n');
        prefix = header;
        if (mark.Length > 0) text.Append(header).Append(mark).Append('\n');
        return text.ToString();
    }

    /// <summary>The source line and the marks below it.</summary>
    private static (string Line, string Mark) Extent(ErrorRecord error, InvocationInfo invocation)
    {
        if (error.TargetObject is System.Collections.IDictionary target
            && target.Contains("Line") && target.Contains("LineText"))
            return (((string?)target["LineText"] ?? "").Trim('\n', '\r'), "");

        string[] parts = invocation.PositionMessage.Split('\n');
        if (parts.Length < 3) return (invocation.Line, "");

        string line = parts[1].TrimEnd('\r');
        string mark = parts[^1].TrimEnd('\r');
        return (line.Length > 1 ? line[1..] : "", mark.Length > 1 ? mark[1..] : "");
    }

    private static string Message(ErrorRecord error, bool parserError)
    {
        if (!string.IsNullOrEmpty(error.ErrorDetails?.Message)) return error.ErrorDetails.Message;

        string message = error.Exception.Message;
        int marks = message.IndexOf("~\n", StringComparison.Ordinal);
        if (!parserError || marks < 0) return message;

        string rest = message[(marks + 2)..];
        int end = rest.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>One line of text, broken at white space to the width of the console.</summary>
    private static string Fold(string prefix, string message)
    {
        string text = prefix + message.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ')
            .Replace('\t', ' ');
        int width = ConsoleSize.Width;
        if (text.Length <= width) return text;

        var result = new StringBuilder();
        string first = CutAtSpace(text, width);
        result.Append(first).Append('\n');
        string rest = text[first.Length..].Trim();
        while (rest.Length + prefix.Length > width)
        {
            string part = CutAtSpace(prefix + rest, width);
            if (part.Length <= prefix.Length) break;

            result.Append(part).Append('\n');
            rest = rest[(part.Length - prefix.Length)..].Trim();
        }

        return result.Append(prefix).Append(rest.Trim()).ToString();
    }

    private static string CutAtSpace(string text, int length)
    {
        if (text.Length <= length) return text;

        string head = text[..length];
        int space = head.LastIndexOfAny([' ', '\t', '\n']);
        return space < 0 ? head : head[..space];
    }

    private static string Reason(ErrorRecord error, InvocationInfo? invocation)
    {
        if (error.Exception is RuntimeException { WasThrownFromThrowStatement: true }) return "Exception";

        if (error.Exception is CommandNotFoundException { CommandName.Length: > 0 } missing
            && string.IsNullOrEmpty(error.CategoryInfo.Activity))
            return missing.CommandName;

        string? command = invocation?.MyCommand is { } info and not (ScriptInfo or ExternalScriptInfo) ? info.Name
            : null;
        if (!string.IsNullOrEmpty(command)) return command;
        if (!string.IsNullOrEmpty(error.CategoryInfo.Activity)) return error.CategoryInfo.Activity;
        if (!string.IsNullOrEmpty(invocation?.InvocationName)) return invocation.InvocationName;
        if (error.CategoryInfo.Category != ErrorCategory.NotSpecified) return error.CategoryInfo.Category.ToString();
        return string.IsNullOrEmpty(error.CategoryInfo.Reason) ? "Error" : error.CategoryInfo.Reason;
    }
}
