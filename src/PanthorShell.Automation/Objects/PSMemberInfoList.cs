using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>Members kept in the order in which they were added.</summary>
internal sealed class PSMemberInfoList<T> : PSMemberInfoCollection<T>
    where T : PSMemberInfo
{
    private readonly List<T> _members = [];
    private Dictionary<string, T>? _byName;

    internal int Count => _members.Count;

    public override T? this[string name]
    {
        get
        {
            if (_byName is not null) return _byName.GetValueOrDefault(name);
            foreach (T member in _members)
            {
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member;
            }

            return null;
        }
    }

    public override void Add(T member) => Add(member, preValidated: false);

    public override void Add(T member, bool preValidated)
    {
        if (!preValidated && this[member.Name] is not null)
        {
            throw new ExtendedTypeSystemException("AlreadyPresentPSMemberInfoInternalCollectionAdd", null,
                $"Cannot add a member with the name \"{member.Name}\" because a member with that name already exists.");
        }

        _members.Add(member);
        if (_byName is null && _members.Count > 12)
        {
            _byName = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
            foreach (T each in _members) _byName[each.Name] = each;
        }
        else if (_byName is not null)
        {
            _byName[member.Name] = member;
        }
    }

    public override void Remove(string name)
    {
        _members.RemoveAll(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        _byName?.Remove(name);
    }

    internal void Replace(T member)
    {
        for (int i = 0; i < _members.Count; i++)
        {
            if (!_members[i].Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase)) continue;
            _members[i] = member;
            if (_byName is not null) _byName[member.Name] = member;
            return;
        }

        Add(member, preValidated: true);
    }

    public override ReadOnlyPSMemberInfoCollection<T> Match(string name) => Match(name, PSMemberTypes.All);

    public override ReadOnlyPSMemberInfoCollection<T> Match(string name, PSMemberTypes memberTypes) =>
        MatchIn(_members, name, memberTypes);

    public override IEnumerator<T> GetEnumerator() => _members.GetEnumerator();

    internal PSMemberInfoList<TKind> OfKind<TKind>()
        where TKind : PSMemberInfo
    {
        PSMemberInfoList<TKind> result = new();
        foreach (T member in _members)
        {
            if (member is TKind kind) result.Add(kind, preValidated: true);
        }

        return result;
    }
}
