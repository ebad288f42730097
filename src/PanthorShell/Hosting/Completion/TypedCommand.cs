using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Hosting;

/// <summary>A command as far as it is typed: which it is, what is bound, and what the cursor is at.</summary>
internal sealed class TypedCommand
{
    private TypedCommand(CommandInfo command)
    {
        Command = command;
    }

    public CommandInfo Command { get; }

    /// <summary>The values given before the cursor by their parameters, as completers get them.</summary>
    public Hashtable Bound { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameter whose value stands at the cursor, if it is known.</summary>
    public ParameterMetadata? Parameter { get; private set; }

    /// <summary>Reads the text before the word at the cursor; null if no command is there.</summary>
    public static TypedCommand? Read(ExecutionContext context, string before)
    {
        int start = before.LastIndexOfAny(['|', ';', '{', '(', '=']) + 1;
        string[] words = before[start..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        CommandInfo? command = context.Discovery.Find(words[0], CommandTypes.All);
        if (command is AliasInfo alias) command = alias.ResolvedCommand;
        if (command is null) return null;
        TypedCommand typed = new(command);
        typed.Bind(context, words);
        return typed;
    }

    private void Bind(ExecutionContext context, string[] words)
    {
        int position = 0;
        for (int i = 1; i < words.Length; i++)
        {
            if (IsName(words[i]))
            {
                Parameter = Named(words[i][1..]);
                if (Parameter is { SwitchParameter: true }) Parameter = null;
                continue;
            }

            ParameterMetadata? parameter = Parameter ?? At(position);
            if (Parameter is null && !words[i].EndsWith(',')) position++;
            if (parameter is not null) Bound[parameter.Name] = Value(context, words[i]);
            if (!words[i].EndsWith(',')) Parameter = null;
        }

        Parameter ??= At(position);
    }

    private ParameterMetadata? Named(string name) => Known().FirstOrDefault(known =>
        known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? Known().FirstOrDefault(known => known.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    // What was named before does not count among the positions.
    private ParameterMetadata? At(int position) => Known().FirstOrDefault(known =>
        !Bound.ContainsKey(known.Name) && known.ParameterSets.Values.Any(set => set.Position == position));

    private IEnumerable<ParameterMetadata> Known() => Command.Parameters?.Values ?? Enumerable.Empty<ParameterMetadata>();

    private static bool IsName(string word) => word.Length > 1 && word[0] == '-' && char.IsLetter(word[1]);

    private static object? Value(ExecutionContext context, string word)
    {
        if (word.StartsWith('$')) return context.CurrentSession.GetVariableValue(word[1..]);
        string text = word.Trim('\'', '"', ',');
        return int.TryParse(text, out int number) ? number : text;
    }
}
