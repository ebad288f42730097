using System.Collections;
using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>Completes the values of a parameter.</summary>
public interface IArgumentCompleter
{
    /// <summary>The values that fit the word typed so far.</summary>
    IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters);
}
