using System.Collections.Generic;
using System.Management.Automation.Runspaces;

namespace System.Management.Automation;

/// <summary>The members of an object: its own ones, those of the type data, those of .NET.</summary>
internal sealed class ObjectMembers<T>(PSObject owner) : PSMemberInfoCollection<T>
    where T : PSMemberInfo
{
    public override T? this[string name]
    {
        get
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            return MemberLookup.Find(owner, name) as T;
        }
    }

    public override void Add(T member) => Add(member, preValidated: false);

    public override void Add(T member, bool preValidated)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (member is PSProperty or PSMethod)
        {
            throw new ExtendedTypeSystemException("CannotAddPropertyOrMethod", null,
                "A PSProperty or PSMethod object cannot be added to this collection.");
        }

        if (!preValidated && TypeTable.Current.Find(owner, member.Name) is not null)
        {
            throw new ExtendedTypeSystemException("AlreadyPresentInTypesXml", null,
                $"The member \"{member.Name}\" is already present from the extended type data file.");
        }

        owner.AddInstanceMember(member, preValidated);
    }

    public override void Remove(string name) => owner.RemoveInstanceMember(name);

    public override ReadOnlyPSMemberInfoCollection<T> Match(string name) => Match(name, PSMemberTypes.All);

    public override ReadOnlyPSMemberInfoCollection<T> Match(string name, PSMemberTypes memberTypes) =>
        MatchIn(this, name, memberTypes);

    public override IEnumerator<T> GetEnumerator()
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (PSMemberInfo member in MemberLookup.All(owner))
        {
            if (member is T wanted && seen.Add(member.Name)) yield return wanted;
        }
    }
}
