using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Shows help of commands and topics.</summary>
[Cmdlet(VerbsCommon.Get, "Help", DefaultParameterSetName = "AllUsersView")]
internal sealed class GetHelpCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    [Parameter(ParameterSetName = "AllUsersView")]
    public SwitchParameter Full { get; set; }

    [Parameter(ParameterSetName = "DetailedView", Mandatory = true)]
    public SwitchParameter Detailed { get; set; }

    [Parameter(ParameterSetName = "Examples", Mandatory = true)]
    public SwitchParameter Examples { get; set; }

    [Parameter(ParameterSetName = "Parameters", Mandatory = true)]
    public string[]? Parameter { get; set; }

    [Parameter(ParameterSetName = "Online", Mandatory = true)]
    public SwitchParameter Online { get; set; }

    [Parameter]
    public string[]? Category { get; set; }

    protected override void ProcessRecord()
    {
        if (Online) throw Refusal.Of(this, "Get-Help -Online");

        bool found = false;
        if (Name.StartsWith("about_", StringComparison.OrdinalIgnoreCase)
            || WildcardPattern.ContainsWildcardCharacters(Name))
            found = WriteTopics();
        foreach (CommandInfo command in Commands())
        {
            found = true;
            Write(command);
        }

        if (!found) NotFound();
    }

    private IEnumerable<CommandInfo> Commands()
    {
        if (Name.Length == 0) return [];
        const CommandTypes kinds =
            CommandTypes.Alias | CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.ExternalScript;
        if (WildcardPattern.ContainsWildcardCharacters(Name))
            return SessionState.InvokeCommand.GetCommands(Name, CommandTypes.Cmdlet | CommandTypes.Function,
                nameIsPattern: true);

        CommandInfo? command = SessionState.InvokeCommand.GetCommand(Name, kinds);
        if (command is AliasInfo alias) command = alias.ResolvedCommand;
        return command is null ? [] : [command];
    }

    private void Write(CommandInfo command)
    {
        HelpContent content = MamlHelp.Find(command) ?? CommentHelp.Find(command)
            ?? CommentHelp.FromParameters(command);
        if (content.Syntax.Count == 0)
            content.Syntax.AddRange(command.ParameterSets.Select(set => command.Name + " " + set));
        if (Parameter is null)
        {
            WriteObject(
                HelpObjects.Make(content, Full ? "FullView" : Detailed ? "DetailedView" : Examples ? "ExamplesView"
                : ""));
            return;
        }

        foreach (string pattern in Parameter)
        {
            WildcardPattern wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
            List<HelpParameter> matches = content.Parameters.FindAll(parameter => wildcard.IsMatch(parameter.Name));
            foreach (HelpParameter match in matches) WriteObject(HelpObjects.Parameter(match));
            if (matches.Count == 0)
            {
                WriteError(new ErrorRecord(
                    new PSArgumentException($"No parameter matches criteria {pattern}."),
                    "NoMatchingParametersFound",
                    ErrorCategory.ObjectNotFound,
                    content.Name));
            }
        }
    }

    private bool WriteTopics()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> folders = Context.Modules.Loaded.Select(module => module.ModuleBase)
            .Concat(Context.Modules.AllOnPath().Select(path => Path.GetDirectoryName(path)!))
                .Where(folder => folder.Length > 0).Distinct();
        foreach (string folder in folders)
        {
            foreach (string culture in new[] { CultureInfo.CurrentUICulture.Name, "en-US" }.Distinct())
            {
                string place = Path.Combine(folder, culture);
                if (!Directory.Exists(place)) continue;
                foreach (string file in Directory.EnumerateFiles(place, "about_*.help.txt")
                    .Order(StringComparer.Ordinal))
                {
                    string topic = Path.GetFileName(file)[..^".help.txt".Length];
                    if (!WildcardPattern.Get(Name, WildcardOptions.IgnoreCase).IsMatch(topic)
                        || !seen.Add(topic)) continue;
                    WriteObject(File.ReadAllText(file));
                }
            }
        }

        return seen.Count > 0;
    }

    private void NotFound()
    {
        var error = new ErrorRecord(
            new ItemNotFoundException($"Get-Help could not find {Name} in a help file in this session."),
            "HelpNotFound",
            ErrorCategory.ResourceUnavailable,
            null);
        WriteError(error);
    }
}
