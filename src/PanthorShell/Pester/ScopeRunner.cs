using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;

namespace Pester;

/// <summary>
/// Runs script blocks of a test file in the scopes that Pester gives them: each block and each test has a scope of its
/// own below that of the enclosing block, and setups run in the same scope as what they set up.
/// </summary>
internal sealed partial class ScopeRunner(PSCmdlet cmdlet)
{
    // A script block belongs to the session in which it is made: no statics here.
    private readonly ScriptBlock _callBack = ScriptBlock.Create("param($callBack) $callBack.Invoke()");

    /// <summary>Runs an action whose script blocks share a new scope.</summary>
    public void InNewScope(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        Action guarded = () =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        };
        Propagating(() => cmdlet.InvokeCommand.InvokeScript(true, _callBack, null, guarded));
        failure?.Throw();
    }

    /// <summary>Runs a block in the current scope, as dot-sourcing does.</summary>
    public Collection<PSObject> Here(ScriptBlock block, params object?[] arguments)
    {
        Collection<PSObject> output = [];
        if (!string.IsNullOrEmpty(block.File))
        {
            // The blocks of a file know the file, though the file itself does not run in this phase.
            cmdlet.SessionState.PSVariable.Set("local:PSScriptRoot", Path.GetDirectoryName(block.File));
            cmdlet.SessionState.PSVariable.Set("local:PSCommandPath", block.File);
        }

        Propagating(() => output = cmdlet.InvokeCommand.InvokeScript(false, block, null, arguments));
        return output;
    }

    /// <summary>Runs a block in a scope of its own; an error that ends a statement ends the block.</summary>
    public void Inside(ScriptBlock block, params object?[] arguments) =>
        Propagating(() => cmdlet.InvokeCommand.InvokeScript(true, block, null, arguments));

    /// <summary>Makes the data of -ForEach visible: $_ and, for a table, a variable for each key.</summary>
    public void Define(object? data)
    {
        if (data is null) return;

        cmdlet.SessionState.PSVariable.Set("local:_", data);
        object plain = data is PSObject wrapped ? wrapped.BaseObject : data;
        if (plain is not IDictionary table) return;

        foreach (DictionaryEntry entry in table)
            cmdlet.SessionState.PSVariable.Set("local:" + entry.Key, entry.Value);
    }

    /// <summary>Fills in the templates of a name, as in 'adds &lt;a&gt; and &lt;b.Count&gt;'.</summary>
    public string Expand(string name)
    {
        if (!name.Contains('<', StringComparison.Ordinal)) return name;

        string text = name.Replace("$", "`$", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal);
        text = Template().Replace(text, match => "$($" + match.Groups[1].Value + ")");
        IEnumerable<PSObject> result = Here(ScriptBlock.Create("\"" + text + "\""));
        return string.Concat(result);
    }

    private void Propagating(Action action)
    {
        bool before = cmdlet.Context.PropagatesErrors;
        cmdlet.Context.PropagatesErrors = true;
        try
        {
            action();
        }
        finally
        {
            cmdlet.Context.PropagatesErrors = before;
        }
    }

    [GeneratedRegex("(?<!`)<([^>^`]+)>")]
    private static partial Regex Template();
}
