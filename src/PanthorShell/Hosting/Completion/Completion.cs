using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Hosting;

/// <summary>Completes command names, parameter names, parameter values, variables and paths at the prompt.</summary>
internal static class Completion
{
    public static CommandCompletion Complete(ExecutionContext context, string line, int cursor)
    {
        int start = WordStart(line, cursor);
        string word = line[start..cursor];
        string before = line[..start];
        IEnumerable<CompletionResult> offers;
        if (word.StartsWith('$')) offers = Variables(context, word[1..]);
        else if (IsCommandPosition(before)) offers = Commands(context, word).Concat(Paths(context, word));
        else if (word.StartsWith('-')) offers = Parameters(context, before, word[1..]);
        else offers = Values(context, before, word);
        return new CommandCompletion(offers.DistinctBy(offer => offer.CompletionText), start, cursor - start);
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

    private static IEnumerable<CompletionResult> Commands(ExecutionContext context, string word)
    {
        if (word.Length == 0 || word.AsSpan().IndexOfAny('/', '.') >= 0) return [];
        return context.Discovery.FindAll(word + "*", CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias)
            .Select(command => command.Name).Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => new CompletionResult(name, name, CompletionResultType.Command, name));
    }

    private static IEnumerable<CompletionResult> Variables(ExecutionContext context, string word)
    {
        return context.CurrentSession.VisibleVariables().Keys
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => new CompletionResult("$" + name, name, CompletionResultType.Variable, name));
    }

    private static IEnumerable<CompletionResult> Parameters(ExecutionContext context, string before, string word)
    {
        IEnumerable<ParameterMetadata> known =
            TypedCommand.Read(context, before)?.Command.Parameters?.Values ?? Enumerable.Empty<ParameterMetadata>();
        return known.Where(parameter => parameter.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
            .Select(parameter => new CompletionResult(
                "-" + parameter.Name,
                parameter.Name,
                CompletionResultType.ParameterName,
                $"[{parameter.ParameterType.Name}] {parameter.Name}"));
    }

    private static IEnumerable<CompletionResult> Values(ExecutionContext context, string before, string word)
    {
        TypedCommand? typed = TypedCommand.Read(context, before);
        List<CompletionResult> offers = typed?.Parameter is null ? [] : [.. ParameterValues.Of(context, typed, word)];
        return offers.Count > 0 ? offers : Paths(context, word);
    }

    private static IEnumerable<CompletionResult> Paths(ExecutionContext context, string word)
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
            .Select(path => new CompletionResult(
                path.Contains(' ', StringComparison.Ordinal) ? "'" + path + "'" : path,
                path,
                CompletionResultType.ProviderItem,
                path));
    }
}
