using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace PanthorShell.Tests.Evaluation;

/// <summary>Runs scripts and says what came out.</summary>
internal static class Running
{
    /// <summary>What a script leaves in a variable, as text, and the name of its type; `null` for no value.</summary>
    internal static (string Text, string Type) Value(string script)
    {
        List<string> lines = Lines(
            "$v = & ([scriptblock]::Create($args[0])); \"$v\"; if ($null -eq $v) { 'null' } else { $v.GetType().Name }",
            script);
        Assert.Equal(2, lines.Count);
        return (lines[0].Trim(), lines[1]);
    }

    /// <summary>The id, the exception and the category of the error a script ends with.</summary>
    internal static (string Id, string Exception, string Category) Error(string script)
    {
        List<string> lines = Lines(
            "try { $null = & ([scriptblock]::Create($args[0])) }"
            + "catch { $_.FullyQualifiedErrorId; $_.Exception.GetType().Name; $_.CategoryInfo.Category.ToString() }",
            script);
        Assert.Equal(3, lines.Count);
        return (lines[0], lines[1], lines[2]);
    }

    /// <summary>The output of a script, each object as text.</summary>
    internal static List<string> Lines(string script, params object[] arguments)
    {
        using PowerShell shell = PowerShell.Create();
        shell.AddScript(script);
        foreach (object argument in arguments)
            shell.AddArgument(argument);
        Collection<PSObject> output = shell.Invoke();
        Assert.Empty(shell.Streams.Error.Select(error => error.ToString()));
        return [.. output.Select(item => item?.ToString() ?? "null")];
    }

    /// <summary>The output of a script that reports errors, and their ids.</summary>
    internal static (List<string> Output, List<string> ErrorIds) WithErrors(string script)
    {
        using PowerShell shell = PowerShell.Create();
        Collection<PSObject> output = shell.AddScript(script).Invoke();
        return (
            [.. output.Select(item => item?.ToString() ?? "null")],
            [.. shell.Streams.Error.Select(error => error.FullyQualifiedErrorId)]);
    }
}
