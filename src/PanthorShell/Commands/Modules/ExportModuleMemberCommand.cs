using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Says what a script module exports.</summary>
[Cmdlet(VerbsData.Export, "ModuleMember")]
internal sealed class ExportModuleMemberCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public string[]? Function { get; set; }

    [Parameter]
    [AllowEmptyCollection]
    public string[]? Cmdlet { get; set; }

    [Parameter]
    public string[]? Variable { get; set; }

    [Parameter]
    public string[]? Alias { get; set; }

    protected override void ProcessRecord()
    {
        if (Context.CurrentSession.Module is null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException(
                    "The Export-ModuleMember cmdlet can only be called from inside a module."),
                "Modules_CanOnlyExecuteExportModuleMemberInsideAModule",
                ErrorCategory.PermissionDenied,
                null));
        }

        ModuleExports exports = Context.CurrentSession.Exports ??= new ModuleExports();
        exports.Functions = Merge(exports.Functions, Function);
        exports.Cmdlets = Merge(exports.Cmdlets, Cmdlet);
        exports.Variables = Merge(exports.Variables, Variable);
        exports.Aliases = Merge(exports.Aliases, Alias);
    }

    private static List<string>? Merge(List<string>? known, string[]? added)
    {
        if (added is null) return known;
        return [.. known ?? [], .. added];
    }
}
