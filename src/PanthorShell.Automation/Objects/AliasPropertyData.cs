namespace System.Management.Automation.Runspaces;

/// <summary>Another name of a property.</summary>
public sealed class AliasPropertyData : TypeMemberData
{
    /// <summary>Creates the alias.</summary>
    public AliasPropertyData(string name, string referencedMemberName)
        : this(name, referencedMemberName, null)
    {
    }

    /// <summary>Creates the alias with a conversion.</summary>
    public AliasPropertyData(string name, string referencedMemberName, Type? type)
        : base(name)
    {
        ReferencedMemberName = referencedMemberName;
        MemberType = type;
    }

    /// <summary>The property that is meant.</summary>
    public string ReferencedMemberName { get; set; }

    /// <summary>The type to which its value is converted, or null.</summary>
    public Type? MemberType { get; set; }

    /// <summary>Whether it is hidden.</summary>
    public bool IsHidden { get; set; }

    internal override TypeMemberData Copy() =>
        new AliasPropertyData(Name, ReferencedMemberName, MemberType) { IsHidden = IsHidden };

    internal override PSMemberInfo ToMember() =>
        new PSAliasProperty(Name, ReferencedMemberName, MemberType) { IsHidden = IsHidden };
}
