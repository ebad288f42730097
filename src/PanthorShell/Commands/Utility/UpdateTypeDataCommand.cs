using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Microsoft.PowerShell.Commands;

/// <summary>Adds members to the objects of a type.</summary>
[Cmdlet(VerbsData.Update, "TypeData", SupportsShouldProcess = true, DefaultParameterSetName = "FileSet")]
internal sealed class UpdateTypeDataCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "FileSet", Position = 0)]
    public string[] AppendPath { get; set; } = [];

    [Parameter(ParameterSetName = "FileSet")]
    public string[] PrependPath { get; set; } = [];

    [Parameter(ParameterSetName = "DynamicTypeSet")]
    public PSMemberTypes MemberType { get; set; }

    [Parameter(ParameterSetName = "DynamicTypeSet")]
    [ValidateNotNullOrEmpty]
    public string? MemberName { get; set; }

    [Parameter(ParameterSetName = "DynamicTypeSet")]
    public object? Value { get; set; }

    [Parameter(ParameterSetName = "DynamicTypeSet")]
    public object? SecondValue { get; set; }

    [Parameter(ParameterSetName = "DynamicTypeSet")]
    public string? DefaultDisplayProperty { get; set; }

    [Parameter(ParameterSetName = "DynamicTypeSet")]
    [ValidateNotNullOrEmpty]
    public string[]? DefaultDisplayPropertySet { get; set; }

    [Parameter(ParameterSetName = "DynamicTypeSet")]
    [ValidateNotNullOrEmpty]
    public string[]? DefaultKeyPropertySet { get; set; }

    [Parameter(ParameterSetName = "DynamicTypeSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string? TypeName { get; set; }

    [Parameter(ParameterSetName = "TypeDataSet", Mandatory = true, ValueFromPipeline = true)]
    public TypeData[]? TypeData { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (AppendPath.Length + PrependPath.Length > 0) throw Refusal.Of(this, "Update-TypeData with files");

        foreach (TypeData data in TypeData ?? (TypeName is null ? [] : [FromParameters()]))
        {
            if (!ShouldProcess("Name: " + data.TypeName, "Update TypeData")) continue;
            try
            {
                Context.Types.Add(data, Force);
            }
            catch (RuntimeException exception)
            {
                WriteError(
                    new ErrorRecord(exception, "DynamicUpdateException", ErrorCategory.InvalidOperation,
                    data.TypeName));
            }
        }
    }

    private TypeData FromParameters()
    {
        var data = new TypeData(TypeName!.Trim());
        if (MemberName is not null) data.Members.Add(MemberName, Member());
        if (DefaultDisplayProperty is not null) data.DefaultDisplayProperty = DefaultDisplayProperty;
        if (DefaultDisplayPropertySet is not null)
            data.DefaultDisplayPropertySet = new PropertySetData(DefaultDisplayPropertySet);
        if (DefaultKeyPropertySet is not null) data.DefaultKeyPropertySet = new PropertySetData(DefaultKeyPropertySet);
        return data;
    }

    private TypeMemberData Member()
    {
        string name = MemberName!;
        object? value = ObjectComparison.Plain(Value);
        object? second = ObjectComparison.Plain(SecondValue);
        switch (MemberType)
        {
            case PSMemberTypes.NoteProperty:
                return new NotePropertyData(name, Value);
            case PSMemberTypes.AliasProperty:
                return new AliasPropertyData(name, ObjectComparison.Text(value));
            case PSMemberTypes.ScriptProperty:
                return new ScriptPropertyData(name, value as ScriptBlock, second as ScriptBlock);
            case PSMemberTypes.ScriptMethod:
                return new ScriptMethodData(name, (ScriptBlock)value!);
            default:
                ThrowTerminatingError(new ErrorRecord(
                    new InvalidOperationException(
                        $"Cannot update a member with type \"{MemberType}\". Specify a different type."),
                    "CannotUpdateMemberType",
                    ErrorCategory.InvalidOperation,
                    null));
                throw new InvalidOperationException();
        }
    }
}
