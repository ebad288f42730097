using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>A named list of members.</summary>
public class PSMemberSet : PSMemberInfo
{
    private readonly PSMemberInfoList<PSMemberInfo> _members = new();

    /// <summary>Creates the empty set.</summary>
    public PSMemberSet(string name)
        : this(name, [])
    {
    }

    /// <summary>Creates the set.</summary>
    public PSMemberSet(string name, IEnumerable<PSMemberInfo> members)
    {
        SetMemberName(name);
        ArgumentNullException.ThrowIfNull(members);
        foreach (PSMemberInfo member in members) _members.Add(member.Copy());
    }

    /// <summary>Whether the members of the base types belong to it.</summary>
    public bool InheritMembers { get; internal set; } = true;

    /// <summary>The members.</summary>
    public PSMemberInfoCollection<PSMemberInfo> Members => _members;

    /// <summary>The properties among them.</summary>
    public PSMemberInfoCollection<PSPropertyInfo> Properties => _members.OfKind<PSPropertyInfo>();

    /// <summary>The methods among them.</summary>
    public PSMemberInfoCollection<PSMethodInfo> Methods => _members.OfKind<PSMethodInfo>();

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.MemberSet;

    /// <inheritdoc/>
    public override object? Value
    {
        get => this;
        set => throw new ExtendedTypeSystemException("CannotSetMemberSetValue", null, "A member set cannot be set.");
    }

    /// <inheritdoc/>
    public override string TypeNameOfValue => "System.Management.Automation.PSMemberSet";

    /// <inheritdoc/>
    public override PSMemberInfo Copy() =>
        new PSMemberSet(Name, _members) { InheritMembers = InheritMembers, IsInstance = IsInstance };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {{{string.Join(", ", Names())}}}";

    private IEnumerable<string> Names()
    {
        foreach (PSMemberInfo member in _members) yield return member.Name;
    }
}
