using System.Collections;
using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>Members that were found.</summary>
public class ReadOnlyPSMemberInfoCollection<T> : IEnumerable<T>
    where T : PSMemberInfo
{
    private readonly List<T> _members;

    internal ReadOnlyPSMemberInfoCollection(List<T> members)
    {
        _members = members;
    }

    /// <summary>The number of members.</summary>
    public int Count => _members.Count;

    /// <summary>The member of that name, or null.</summary>
    public T? this[string name] =>
        _members.Find(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The member at an index.</summary>
    public T this[int index] => _members[index];

    /// <summary>The members whose name fits a pattern.</summary>
    public ReadOnlyPSMemberInfoCollection<T> Match(string name) => Match(name, PSMemberTypes.All);

    /// <summary>The members of some kinds whose name fits a pattern.</summary>
    public ReadOnlyPSMemberInfoCollection<T> Match(string name, PSMemberTypes memberTypes)
    {
        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        return new ReadOnlyPSMemberInfoCollection<T>(
            _members.FindAll(m => (m.MemberType & memberTypes) != 0 && pattern.IsMatch(m.Name)));
    }

    /// <inheritdoc/>
    public virtual IEnumerator<T> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
