using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Unloads modules.</summary>
[Cmdlet(VerbsCommon.Remove, "Module", SupportsShouldProcess = true, DefaultParameterSetName = "name")]
internal sealed class RemoveModuleCommand : ModuleCommandBase
{
    [Parameter(Mandatory = true, ParameterSetName = "name", ValueFromPipeline = true, Position = 0)]
    public string[]? Name { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ModuleInfo", ValueFromPipeline = true, Position = 0)]
    public PSModuleInfo[]? ModuleInfo { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string name in Name ?? [])
        {
            List<PSModuleInfo> modules = Loaded(name);
            if (modules.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(new ErrorRecord(
                    new InvalidOperationException(
                        "No modules were removed. Verify that the specification of modules to remove is correct and "
                        + "those modules exist in the runspace."),
                    "Modules_NoModulesRemoved",
                    ErrorCategory.ResourceUnavailable,
                    null));
            }

            foreach (PSModuleInfo module in modules) Remove(module);
        }

        foreach (PSModuleInfo module in (ModuleInfo ?? []).ToArray()) Remove(module);
    }

    private void Remove(PSModuleInfo module)
    {
        if (!ShouldProcess($"{module.Name} (Path: '{module.Path}')", "Remove-Module")) return;
        try
        {
            Context.Modules.Remove(module, Force);
        }
        catch (InvalidOperationException exception)
        {
            WriteError(
                new ErrorRecord(exception, "Modules_ModuleIsReadOnly", ErrorCategory.PermissionDenied, module.Name));
        }

        RefreshFormats();
    }
}
