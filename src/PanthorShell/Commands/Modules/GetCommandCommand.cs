using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets commands by name, verb, noun, module or kind.</summary>
[Cmdlet(VerbsCommon.Get, "Command", DefaultParameterSetName = "CmdletSet")]
[OutputType(typeof(AliasInfo), typeof(ApplicationInfo), typeof(FunctionInfo), typeof(CmdletInfo), typeof(string))]
internal sealed class GetCommandCommand : PSCmdlet
{
    private readonly List<CommandInfo> _found = [];

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = "AllCommandSet")]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "CmdletSet")]
    public string[] Verb { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "CmdletSet")]
    public string[] Noun { get; set; } = [];

    [Alias("PSSnapin")]
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Module { get; set; } = [];

    [Alias("Type")]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "AllCommandSet")]
    public CommandTypes CommandType { get; set; }

    [Parameter]
    public int TotalCount { get; set; } = -1;

    [Parameter]
    public SwitchParameter Syntax { get; set; }

    [Parameter]
    public SwitchParameter ShowCommandInfo { get; set; }

    [Alias("Args")]
    [Parameter(Position = 1, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? ArgumentList { get; set; }

    [Parameter]
    public SwitchParameter All { get; set; }

    [Parameter]
    public SwitchParameter ListImported { get; set; }

    [Parameter]
    public string[] ParameterName { get; set; } = [];

    protected override void ProcessRecord()
    {
        CommandTypes kinds = CommandType != 0 ? CommandType
            : ParameterSetName == "AllCommandSet" ? CommandTypes.All
            : CommandTypes.Alias | CommandTypes.Cmdlet | CommandTypes.Function;
        foreach (string name in Name ?? ["*"]) Find(name, kinds);
    }

    protected override void EndProcessing()
    {
        bool sort = Name is null || Name.Any(WildcardPattern.ContainsWildcardCharacters);
        IEnumerable<CommandInfo> commands = sort
            ? _found.OrderBy(command => command.CommandType)
                .ThenBy(command => command.Name, StringComparer.OrdinalIgnoreCase)
            : _found;
        if (TotalCount >= 0) commands = commands.Take(TotalCount);
        foreach (CommandInfo command in commands) Write(command);
    }

    private void Find(string name, CommandTypes kinds)
    {
        bool pattern = WildcardPattern.ContainsWildcardCharacters(name) && name != "?";
        string plain = name;
        string? module = null;
        int slash = name.IndexOf('\\', StringComparison.Ordinal);
        if (slash > 0)
        {
            module = name[..slash];
            plain = name[(slash + 1)..];
        }

        int before = _found.Count;
        IEnumerable<CommandInfo> candidates = pattern || All
            ? SessionState.InvokeCommand.GetCommands(plain, kinds, pattern)
            : SessionState.InvokeCommand.GetCommand(name, kinds) is { } one ? [one] : [];
        foreach (CommandInfo command in candidates)
        {
            if (module is not null && !Like(command.ModuleName, module)) continue;
            if (Passes(command) && !_found.Exists(known => Same(known, command))) _found.Add(command);
        }

        if (_found.Count > before || pattern) return;

        WriteError(new ErrorRecord(
            new CommandNotFoundException(
                $"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable "
                + $"program.\n"
                + "Check the spelling of the name, or if a path was included, verify that the path is correct and "
                + "try again."),
            "CommandNotFoundException",
            ErrorCategory.ObjectNotFound,
            name));
    }

    private static bool Same(CommandInfo left, CommandInfo right) => left.CommandType == right.CommandType
        && left.Name == right.Name && left.ModuleName == right.ModuleName && left.Definition == right.Definition;

    private bool Passes(CommandInfo command)
    {
        if (Module.Length > 0 && !Module.Any(module => Like(command.ModuleName ?? "", module))) return false;
        (string verb, string noun) = Parts(command);
        if (Verb.Length > 0 && !Verb.Any(pattern => Like(verb, pattern))) return false;
        if (Noun.Length > 0 && !Noun.Any(pattern => Like(noun, pattern))) return false;
        return ParameterName.Length == 0
            || ParameterName.Any(pattern => command.Parameters?.Keys.Any(name => Like(name, pattern)) == true);
    }

    private static (string Verb, string Noun) Parts(CommandInfo command)
    {
        if (command is not (CmdletInfo or FunctionInfo)) return ("", "");
        int dash = command.Name.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? ("", "") : (command.Name[..dash], command.Name[(dash + 1)..]);
    }

    private void Write(CommandInfo command)
    {
        if (!Syntax)
        {
            WriteObject(command);
            return;
        }

        CommandInfo target = command is AliasInfo { ResolvedCommand: { } resolved } ? resolved : command;
        if (target is not (CmdletInfo or FunctionInfo or ExternalScriptInfo))
        {
            WriteObject(target.Definition);
            return;
        }

        IEnumerable<string> lines = target.ParameterSets.Select(set => target.Name + " " + set);
        WriteObject("\n" + string.Join("\n\n", lines) + "\n");
    }

    private static bool Like(string? text, string pattern) =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text ?? "");
}
