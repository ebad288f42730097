using System;
using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Adds properties and methods to objects.</summary>
[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "MemberSet")]
internal sealed class AddMemberCommand : PSCmdlet
{
    private PSMemberTypes _kind;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>A kind of member; else, by position, the name of a note or a table of notes.</summary>
    [Alias("Type")]
    [Parameter(Position = 0, ParameterSetName = "MemberSet")]
    public object? MemberType { get; set; }

    /// <summary>The member's name; by position after the name of a note, its value.</summary>
    [Parameter(Position = 1, ParameterSetName = "MemberSet")]
    [AllowNull]
    public object? Name { get; set; }

    [Parameter(Position = 2, ParameterSetName = "MemberSet")]
    public object? Value { get; set; }

    [Parameter(Position = 3, ParameterSetName = "MemberSet")]
    public object? SecondValue { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TypeName { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    [ValidateNotNullOrEmpty]
    public string? NotePropertyName { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "NotePropertyMultiMemberSet")]
    [ValidateNotNullOrEmpty]
    public IDictionary? NotePropertyMembers { get; set; }

    protected override void BeginProcessing()
    {
        object? kind = ObjectComparison.Plain(MemberType);
        if (kind is null) return;

        if (kind is IDictionary notes)
        {
            NotePropertyMembers = notes;
        }
        else if (LanguagePrimitives.TryConvertTo(kind, out PSMemberTypes known))
        {
            _kind = known;
        }
        else
        {
            NotePropertyName = ObjectComparison.Text(kind);
            NotePropertyValue = Name;
        }
    }

    protected override void ProcessRecord()
    {
        bool added = true;
        if (NotePropertyMembers is not null)
        {
            foreach (DictionaryEntry entry in NotePropertyMembers)
                added &= Add(new PSNoteProperty(entry.Key.ToString()!, entry.Value));
        }
        else if (NotePropertyName is not null)
        {
            added = Add(new PSNoteProperty(NotePropertyName, NotePropertyValue));
        }
        else if (_kind != 0)
        {
            added = Make() is { } member && Add(member);
        }

        if (!added) return;

        if (!string.IsNullOrEmpty(TypeName)) InputObject!.TypeNames.Insert(0, TypeName);
        if (PassThru) WriteObject(InputObject);
    }

    private bool Add(PSMemberInfo member)
    {
        PSMemberInfo? existing = InputObject!.Members[member.Name];
        if (existing is not null)
        {
            if (!Force)
            {
                WriteError(new ErrorRecord(
                    new InvalidOperationException(
                        $"Cannot add a member with the name \"{member.Name}\" because a member with that name "
                        + $"already exists. To "
                        + "overwrite the member anyway, add the Force parameter to your command."),
                    "MemberAlreadyExists",
                    ErrorCategory.InvalidOperation,
                    InputObject));
                return false;
            }

            if (existing.IsInstance) InputObject.Members.Remove(member.Name);
        }

        InputObject.Members.Add(member);
        return true;
    }

    private PSMemberInfo? Make()
    {
        string name = ObjectComparison.Text(Name);
        object? value = ObjectComparison.Plain(Value);
        object? second = ObjectComparison.Plain(SecondValue);
        switch (_kind)
        {
            case PSMemberTypes.NoteProperty:
                return new PSNoteProperty(name, Value);
            case PSMemberTypes.ScriptProperty:
                return new PSScriptProperty(name, value as ScriptBlock, second as ScriptBlock);
            case PSMemberTypes.ScriptMethod when value is ScriptBlock block:
                return new PSScriptMethod(name, block);
            case PSMemberTypes.AliasProperty when value is string referenced:
                return new PSAliasProperty(name, referenced);
            case PSMemberTypes.PropertySet when value is not null:
                return new PSPropertySet(name, LanguagePrimitives.ConvertTo<string[]>(value) ?? []);
            default:
                ThrowTerminatingError(new ErrorRecord(
                    new InvalidOperationException(
                        $"Cannot add a member with type \"{_kind}\". Specify a different type."),
                    "CannotAddMemberType",
                    ErrorCategory.InvalidOperation,
                    InputObject));
                return null;
        }
    }
}
