using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation.Runspaces;

namespace System.Management.Automation;

/// <summary>Runs scripts and finds commands.</summary>
public class CommandInvocationIntrinsics
{
    private readonly SessionStateInternal _state;

    internal CommandInvocationIntrinsics(SessionStateInternal state)
    {
        _state = state;
    }

    /// <summary>Whether the command that uses this has failed.</summary>
    public bool HasErrors { get; set; }

    /// <summary>Is asked when a command is not found.</summary>
    public EventHandler<CommandLookupEventArgs>? CommandNotFoundAction { get; set; }

    /// <summary>Is asked before a command is looked for.</summary>
    public EventHandler<CommandLookupEventArgs>? PreCommandLookupAction { get; set; }

    /// <summary>Is told when a command was found.</summary>
    public EventHandler<CommandLookupEventArgs>? PostCommandLookupAction { get; set; }

    private ExecutionContext Context => _state.Context;

    /// <summary>A text with its variables and subexpressions replaced.</summary>
    public string ExpandString(string source) => Context.ExpandString(source);

    /// <summary>The command of a name, or null.</summary>
    public CommandInfo? GetCommand(string commandName, CommandTypes type) =>
        Context.Discovery.Find(commandName, type);

    /// <summary>The command of a name, or null.</summary>
    public CommandInfo? GetCommand(string commandName, CommandTypes type, object?[]? arguments) =>
        GetCommand(commandName, type);

    /// <summary>The cmdlet of a name, or null.</summary>
    public CmdletInfo? GetCmdlet(string commandName) => GetCommand(commandName, CommandTypes.Cmdlet) as CmdletInfo;

    /// <summary>The cmdlet of a class, or null.</summary>
    public CmdletInfo? GetCmdletByTypeName(string cmdletTypeName) =>
        GetCmdlets().Find(c => c.ImplementingType.FullName == cmdletTypeName);

    /// <summary>All cmdlets.</summary>
    public List<CmdletInfo> GetCmdlets() => GetCmdlets("*");

    /// <summary>The cmdlets whose name fits a pattern.</summary>
    public List<CmdletInfo> GetCmdlets(string pattern) =>
        [.. Context.Discovery.FindAll(pattern, CommandTypes.Cmdlet).OfType<CmdletInfo>()];

    /// <summary>The names of commands.</summary>
    public List<string> GetCommandName(string name, bool nameIsPattern, bool returnFullName)
    {
        List<string> names = [];
        foreach (CommandInfo command in GetCommands(name, CommandTypes.All, nameIsPattern))
        {
            names.Add(returnFullName && command is ApplicationInfo application ? application.Path : command.Name);
        }

        return names;
    }

    /// <summary>The commands of a name or pattern.</summary>
    public IEnumerable<CommandInfo> GetCommands(string name, CommandTypes commandTypes, bool nameIsPattern) =>
        nameIsPattern
        ? Context.Discovery.FindAll(name, commandTypes)
        : Context.Discovery.Candidates(name, commandTypes);

    /// <summary>A script block from text.</summary>
    public ScriptBlock NewScriptBlock(string scriptText) => ScriptBlock.Create(scriptText);

    /// <summary>Runs a script in a new scope.</summary>
    public Collection<PSObject> InvokeScript(string script) => InvokeScript(script, null);

    /// <summary>Runs a script in a new scope.</summary>
    public Collection<PSObject> InvokeScript(string script, params object?[]? args) =>
        InvokeScript(true, ScriptBlock.Create(script), null, args);

    /// <summary>Runs a script block in a session.</summary>
    public Collection<PSObject> InvokeScript(SessionState sessionState, ScriptBlock scriptBlock, params object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(sessionState);
        ArgumentNullException.ThrowIfNull(scriptBlock);
        return scriptBlock.WithSession(sessionState.Internal).Invoke(args ?? []);
    }

    /// <summary>Runs a script block, perhaps in the current scope, with input.</summary>
    public Collection<PSObject> InvokeScript(bool useLocalScope, ScriptBlock scriptBlock, IList? input,
        params object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(scriptBlock);
        return ScriptBlock.Collect(scriptBlock.Run(useLocalScope, input, args ?? []));
    }

    /// <summary>Runs a script, perhaps in the current scope, with input.</summary>
    public Collection<PSObject> InvokeScript(
        string script, bool useNewScope, PipelineResultTypes writeToPipeline, IList? input, params object?[]? args)
    {
        List<object?> output = ScriptBlock.Create(script).Run(useNewScope, input, args ?? []);
        if ((writeToPipeline & PipelineResultTypes.Output) == 0) return ScriptBlock.Collect(output);
        foreach (object? item in output) Context.CurrentOutput?.Add(item);
        return [];
    }
}
