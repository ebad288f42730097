using System.Collections;
using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>The values that <c>$PSDefaultParameterValues</c> gives to a command.</summary>
internal static class DefaultParameterValues
{
    internal static IEnumerable<(BindableParameter Parameter, object? Value)> For(
        ExecutionContext context, CommandInfo command, ParameterSchema schema)
    {
        object? defaults = PSObject.Base(context.CurrentSession.GetVariableValue("PSDefaultParameterValues"));
        if (defaults is not IDictionary { Count: > 0 } table)
        {
            yield break;
        }

        if (table["Disabled"] is { } disabled && LanguagePrimitives.IsTrue(disabled)) yield break;
        foreach (DictionaryEntry entry in table)
        {
            string key = PSObject.ToStringParser(entry.Key);
            int colon = key.LastIndexOf(':');
            if (colon <= 0) continue;
            string name = key[..colon].Trim().Trim('\'', '"');
            string parameterName = key[(colon + 1)..].Trim().Trim('\'', '"');
            if (!new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(command.Name)) continue;
            if (schema.Resolve(parameterName, null) is not { } parameter) continue;
            object? value = entry.Value;
            if (PSObject.Base(value) is ScriptBlock script && parameter.Type != typeof(ScriptBlock)) value =
                script.InvokeReturnAsIs();
            yield return (parameter, value);
        }
    }
}
