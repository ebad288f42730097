using System.Collections;
using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>Lists the values that completion offers for a parameter.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false)]
public class ArgumentCompletionsAttribute : Attribute
{
    private readonly string[] _completions;

    /// <summary>Creates the attribute with the given values.</summary>
    public ArgumentCompletionsAttribute(params string[] completions)
    {
        ArgumentNullException.ThrowIfNull(completions);
        _completions = completions;
    }

    /// <summary>The values that begin with the word.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        WildcardPattern pattern = new((wordToComplete ?? string.Empty) + "*", WildcardOptions.IgnoreCase);
        foreach (string completion in _completions)
        {
            if (pattern.IsMatch(completion)) yield return new CompletionResult(completion);
        }
    }
}
