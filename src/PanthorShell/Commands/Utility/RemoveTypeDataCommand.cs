using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Microsoft.PowerShell.Commands;

/// <summary>Removes the members that were added to a type.</summary>
[Cmdlet(VerbsCommon.Remove, "TypeData", SupportsShouldProcess = true, DefaultParameterSetName = "RemoveTypeDataSet")]
internal sealed class RemoveTypeDataCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "RemoveTypeSet",
        ValueFromPipelineByPropertyName = true)]
    public string? TypeName { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "RemoveTypeDataSet")]
    public TypeData? TypeData { get; set; }

    protected override void ProcessRecord()
    {
        string name = TypeName ?? TypeData!.TypeName;
        if (!ShouldProcess("TypeName: " + name, "Remove TypeData")) return;
        if (Context.Types.Remove(name)) return;

        WriteError(new ErrorRecord(
            new RuntimeException($"The type {name} was not found in the type table."),
            "TypesDynamicRemoveException",
            ErrorCategory.InvalidOperation,
            name));
    }
}
