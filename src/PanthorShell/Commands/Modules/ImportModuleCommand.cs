using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Loads modules and takes over what they export.</summary>
[Cmdlet(VerbsData.Import, "Module", DefaultParameterSetName = "Name")]
[OutputType(typeof(PSModuleInfo))]
internal sealed class ImportModuleCommand : ModuleCommandBase
{
    [Parameter]
    public SwitchParameter Global { get; set; }

    [Parameter]
    public string? Prefix { get; set; }

    [Parameter(ParameterSetName = "Name", Mandatory = true, ValueFromPipeline = true, Position = 0)]
    public string[]? Name { get; set; }

    [Parameter(ParameterSetName = "Assembly", Mandatory = true, ValueFromPipeline = true, Position = 0)]
    public Assembly[]? Assembly { get; set; }

    [Parameter(ParameterSetName = "ModuleInfo", Mandatory = true, ValueFromPipeline = true, Position = 0)]
    public PSModuleInfo[]? ModuleInfo { get; set; }

    [Parameter]
    public string[]? Function { get; set; }

    [Parameter]
    public string[]? Cmdlet { get; set; }

    [Parameter]
    public string[]? Variable { get; set; }

    [Parameter]
    public string[]? Alias { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter AsCustomObject { get; set; }

    [Alias("Version")]
    [Parameter(ParameterSetName = "Name")]
    public Version? MinimumVersion { get; set; }

    [Parameter(ParameterSetName = "Name")]
    public Version? RequiredVersion { get; set; }

    [Alias("Args")]
    [Parameter]
    public object?[] ArgumentList { get; set; } = [];

    [Parameter]
    public SwitchParameter DisableNameChecking { get; set; }

    [Alias("NoOverwrite")]
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [ValidateSet("Local", "Global")]
    public string? Scope { get; set; }

    protected override void ProcessRecord()
    {
        if (AsCustomObject) throw Refusal.Of(this, "Import-Module -AsCustomObject");

        ModuleImport options = Options();
        foreach (string name in Name ?? [.. (Assembly ?? []).Select(assembly => assembly.Location)])
            ImportByName(name, options);
        foreach (PSModuleInfo module in ModuleInfo ?? [])
        {
            Context.Modules.Import(module, options);
            Done(module);
        }
    }

    private ModuleImport Options() => new()
    {
        Global = Global || Scope?.Equals("Global", StringComparison.OrdinalIgnoreCase) == true
            || MyInvocation.CommandOrigin == CommandOrigin.Runspace,
        Force = Force,
        Prefix = Prefix,
        DisableNameChecking = DisableNameChecking,
        NoClobber = NoClobber,
        Arguments = ArgumentList,
        Functions = Patterns(Function),
        Cmdlets = Patterns(Cmdlet),
        Aliases = Patterns(Alias),
        Variables = Patterns(Variable),
        MinimumVersion = MinimumVersion,
        RequiredVersion = RequiredVersion,
    };

    private static List<string>? Patterns(string[]? names) => names is null ? null : [.. names];

    private void ImportByName(string name, ModuleImport options)
    {
        if (IsBuiltIn(name)) return;
        if (!Force && Context.Modules.FindLoaded(name) is { } loaded)
        {
            Context.Modules.Import(loaded, options);
            Done(loaded);
            return;
        }

        string? path = Context.Modules.Locate(name, MinimumVersion, RequiredVersion);
        if (path is null)
        {
            NotFound(name);
            return;
        }

        Done(Context.Modules.Import(path, options));
    }

    private void Done(PSModuleInfo module)
    {
        RefreshFormats();
        if (PassThru) WriteObject(module);
    }

    /// <summary>The modules of the core commands are always there, and so is Pester.</summary>
    private static bool IsBuiltIn(string name) =>
        name.Equals(CoreCommands.PesterModule, StringComparison.OrdinalIgnoreCase)
        || name.Equals(CoreCommands.Core, StringComparison.OrdinalIgnoreCase)
        || name.Equals(CoreCommands.Utility, StringComparison.OrdinalIgnoreCase)
        || name.Equals(CoreCommands.Management, StringComparison.OrdinalIgnoreCase);

    private void NotFound(string name)
    {
        var exception = new FileNotFoundException(
            $"The specified module '{name}' was not loaded because no valid module file was found in any module "
            + $"directory.", name);
        WriteError(new ErrorRecord(exception, "Modules_ModuleNotFound", ErrorCategory.ResourceUnavailable, name));
    }
}
