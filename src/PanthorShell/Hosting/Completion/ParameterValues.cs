using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Hosting;

/// <summary>The values that a parameter offers: its completer's, a fixed set's, or an enumeration's.</summary>
internal static class ParameterValues
{
    public static IEnumerable<CompletionResult> Of(ExecutionContext context, TypedCommand typed, string word)
    {
        ParameterMetadata parameter = typed.Parameter!;
        if (ShellState.Of(context.Host).Completers.TryGetValue((typed.Command.Name, parameter.Name),
            out ScriptBlock? block))
            return FromBlock(block, typed, word);

        foreach (Attribute attribute in parameter.Attributes)
        {
            if (attribute is ArgumentCompleterAttribute completer) return FromCompleter(completer, typed, word);
            if (attribute is ValidateSetAttribute set) return Matching(set.ValidValues, word);
        }

        Type type = parameter.ParameterType;
        if (type.IsArray) type = type.GetElementType()!;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Matching(Enum.GetNames(type), word) : [];
    }

    private static IEnumerable<CompletionResult> FromCompleter(
        ArgumentCompleterAttribute attribute, TypedCommand typed, string word)
    {
        if (attribute.ScriptBlock is not null) return FromBlock(attribute.ScriptBlock, typed, word);
        if (attribute.Type is null
            || Activator.CreateInstance(attribute.Type) is not IArgumentCompleter completer) return [];
        return completer.CompleteArgument(typed.Command.Name, typed.Parameter!.Name, word, null!, typed.Bound);
    }

    private static IEnumerable<CompletionResult> FromBlock(ScriptBlock block, TypedCommand typed, string word) =>
        block.Invoke(typed.Command.Name, typed.Parameter!.Name, word, null, typed.Bound)
            .Select(item => item.BaseObject as CompletionResult ?? new CompletionResult(item.ToString()));

    private static IEnumerable<CompletionResult> Matching(IEnumerable<string> values, string word) => values
        .Where(value => value.StartsWith(word.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
        .Select(value => new CompletionResult(value, value, CompletionResultType.ParameterValue, value));
}
