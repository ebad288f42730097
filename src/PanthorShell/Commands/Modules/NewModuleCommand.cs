using System;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes a module from a block.</summary>
[Cmdlet(VerbsCommon.New, "Module", DefaultParameterSetName = "ScriptBlock")]
[OutputType(typeof(PSModuleInfo))]
internal sealed class NewModuleCommand : ModuleCommandBase
{
    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 0)]
    public string? Name { get; set; }

    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = "ScriptBlock", Mandatory = true, Position = 0)]
    public ScriptBlock? ScriptBlock { get; set; }

    [Parameter]
    public string[]? Function { get; set; }

    [Parameter]
    public SwitchParameter ReturnResult { get; set; }

    [Parameter]
    public SwitchParameter AsCustomObject { get; set; }

    [Alias("Args")]
    [Parameter(ValueFromRemainingArguments = true)]
    public object?[] ArgumentList { get; set; } = [];

    protected override void EndProcessing()
    {
        if (AsCustomObject || ReturnResult) throw Refusal.Of(this, "New-Module -AsCustomObject");

        string name = Name ?? "__DynamicModule_" + Guid.NewGuid();
        PSModuleInfo module = Context.Modules.Create(name, ScriptBlock!, ArgumentList);
        Context.Modules.Import(module, new ModuleImport { Functions = Function is null ? null : [.. Function] });
        WriteObject(module);
    }
}
