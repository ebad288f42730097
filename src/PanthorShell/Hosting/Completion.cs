using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Hosting;

/// <summary>Completes command names, parameter names, parameter values, variables and paths at the prompt.</summary>
internal static class Completion
{
    public static IReadOnlyList<Replacement> Complete(ExecutionContext context, string line, int cursor)
    {
        int start = WordStart(line, cursor);
        string word = line[start..cursor];
        string before = line[..start];
        int length = cursor - start;
        IEnumerable<string> offers;
        if (word.StartsWith('$')) offers = Variables(context, word[1..]);
        else if (IsCommandPosition(before)) offers = Commands(context, word).Concat(Paths(context, word));
        else if (word.StartsWith('-')) offers = Parameters(context, before, word[1..]);
        else offers = Values(context, before, word);
        return [.. offers.Distinct().Select(text => new Replacement(start, length, text))];
    }

    private static int WordStart(string line, int cursor)
    {
        int start = cursor;
        while (start > 0 && !" |;({=,\t".Contains(line[start - 1], StringComparison.Ordinal)) start--;
        return start;
    }

    private static bool IsCommandPosition(string before)
    {
        string text = before.TrimEnd();
        return text.Length == 0 || "|;({&=".Contains(text[^1], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Commands(ExecutionContext context, string word)
    {
        if (word.Length == 0 || word.AsSpan().IndexOfAny('/', '.') >= 0) return [];
        return context.Discovery.FindAll(word + "*", CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias)
            .Select(command => command.Name).Order(StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Variables(ExecutionContext context, string word)
    {
        return context.CurrentSession.VisibleVariables().Keys
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(name => "$" + name)
            .Order(StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Parameters(ExecutionContext context, string before, string word)
    {
        CommandInfo? command = CommandOf(context, before);
        if (command?.Parameters is null) return [];
        return command.Parameters.Keys.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.OrdinalIgnoreCase).Select(name => "-" + name);
    }

    private static IEnumerable<string> Values(ExecutionContext context, string before, string word)
    {
        CommandInfo? command = CommandOf(context, before);
        string[] words = Words(before);
        string last = words.Length > 0 ? words[^1] : "";
        ParameterMetadata? parameter = null;
        if (command?.Parameters is not null && last.StartsWith('-'))
            parameter = command.Parameters.Values.FirstOrDefault(known =>
                known.Name.Equals(last[1..], StringComparison.OrdinalIgnoreCase))
                ?? command.Parameters.Values.FirstOrDefault(known =>
                    known.Name.StartsWith(last[1..], StringComparison.OrdinalIgnoreCase));
        parameter ??= command?.Parameters?.Values.FirstOrDefault(known =>
            known.ParameterSets.Values.Any(set => set.Position == Math.Max(0, words.Length - 1)));
        List<string> offers = parameter is null ? [] : [.. ParameterValues.Of(context, command!, parameter, word)];
        return offers.Count > 0 ? offers : Paths(context, word);
    }

    private static CommandInfo? CommandOf(ExecutionContext context, string before)
    {
        string[] words = Words(before);
        if (words.Length == 0) return null;
        CommandInfo? command = context.Discovery.Find(words[0], CommandTypes.All);
        return command is AliasInfo alias ? alias.ResolvedCommand : command;
    }

    private static string[] Words(string before)
    {
        int start = before.LastIndexOfAny(['|', ';', '{', '(', '=']) + 1;
        return before[start..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<string> Paths(ExecutionContext context, string word)
    {
        string root = context.Intrinsics.SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        int slash = word.LastIndexOf('/');
        string folder = slash < 0 ? "" : word[..(slash + 1)];
        string directory = Path.Combine(root, folder);
        if (!Directory.Exists(directory)) return [];
        string prefix = slash < 0 && !word.StartsWith('.') ? "./" : "";
        return Directory.EnumerateFileSystemEntries(directory, word[(slash + 1)..] + "*")
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(path => prefix + folder + Path.GetFileName(path) + (Directory.Exists(path) ? "/" : ""))
            .Select(path => path.Contains(' ', StringComparison.Ordinal) ? "'" + path + "'" : path);
    }
}
