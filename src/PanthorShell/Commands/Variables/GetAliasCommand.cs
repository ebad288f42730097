using System;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets aliases.</summary>
[Cmdlet(VerbsCommon.Get, "Alias", DefaultParameterSetName = "Default")]
[OutputType(typeof(AliasInfo))]
internal sealed class GetAliasCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Default", Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public string? Scope { get; set; }

    [Parameter(ParameterSetName = "Definition")]
    public string[]? Definition { get; set; }

    protected override void ProcessRecord()
    {
        AliasInfo[] all = [.. Context.CurrentSession.VisibleAliases().Values.OrderBy(alias => alias.Name,
            StringComparer.OrdinalIgnoreCase)];
        foreach (string pattern in Definition ?? Name)
        {
            bool any = false;
            foreach (AliasInfo alias in all)
            {
                string text = Definition is null ? alias.Name : alias.Definition;
                if (!Like(text, pattern) || Exclude.Any(excluded => Like(alias.Name, excluded))) continue;
                any = true;
                WriteObject(alias);
            }

            if (!any && !WildcardPattern.ContainsWildcardCharacters(pattern)) NotFound(pattern);
        }
    }

    private void NotFound(string name)
    {
        string message = Definition is null
            ? $"This command cannot find a matching alias because an alias with the name '{name}' does not exist."
            : $"This command cannot find a matching alias because an alias with the definition '{name}' does not "
                + $"exist.";
        WriteError(new ErrorRecord(
            new ItemNotFoundException(message), "ItemNotFoundException", ErrorCategory.ObjectNotFound, name));
    }

    private static bool Like(string text, string pattern) =>
        pattern == "?" ? text == "?" : WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);
}
