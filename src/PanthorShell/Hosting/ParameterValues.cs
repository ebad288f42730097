using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Hosting;

/// <summary>The values that a parameter offers: its completer's, a fixed set's, or an enumeration's.</summary>
internal static class ParameterValues
{
    public static IEnumerable<string> Of(ExecutionContext context, CommandInfo command, ParameterMetadata parameter,
        string word)
    {
        if (ShellState.Of(context.Host).Completers.TryGetValue((command.Name, parameter.Name), out ScriptBlock? block))
            return FromBlock(block, command, parameter, word);

        foreach (Attribute attribute in parameter.Attributes)
        {
            if (attribute is ArgumentCompleterAttribute completer)
                return FromCompleter(completer, command, parameter, word);
            if (attribute is ValidateSetAttribute set) return Matching(set.ValidValues, word);
        }

        Type type = parameter.ParameterType;
        if (type.IsArray) type = type.GetElementType()!;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Matching(Enum.GetNames(type), word) : [];
    }

    private static IEnumerable<string> FromCompleter(
        ArgumentCompleterAttribute attribute, CommandInfo command, ParameterMetadata parameter, string word)
    {
        if (attribute.ScriptBlock is not null) return FromBlock(attribute.ScriptBlock, command, parameter, word);
        if (attribute.Type is null
            || Activator.CreateInstance(attribute.Type) is not IArgumentCompleter completer) return [];
        return completer.CompleteArgument(command.Name, parameter.Name, word, null!, new Hashtable())
            .Select(result => result.CompletionText);
    }

    private static IEnumerable<string> FromBlock(ScriptBlock block, CommandInfo command, ParameterMetadata parameter,
        string word)
    {
        return block.Invoke(command.Name, parameter.Name, word, null, new Hashtable())
            .Select(item => item.BaseObject is CompletionResult result ? result.CompletionText : item.ToString());
    }

    private static IEnumerable<string> Matching(IEnumerable<string> values, string word) =>
        values.Where(value => value.StartsWith(word.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase));
}
