namespace System.Management.Automation.Runspaces;

/// <summary>A property with a fixed value.</summary>
public sealed class NotePropertyData(string name, object? value) : TypeMemberData(name)
{
    /// <summary>The value.</summary>
    public object? Value { get; set; } = value;

    /// <summary>Whether it is hidden.</summary>
    public bool IsHidden { get; set; }

    internal override TypeMemberData Copy() => new NotePropertyData(Name, Value) { IsHidden = IsHidden };

    internal override PSMemberInfo ToMember() => new PSNoteProperty(Name, Value) { IsHidden = IsHidden };
}
