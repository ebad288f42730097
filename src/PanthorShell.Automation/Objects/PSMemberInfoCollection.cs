using System.Collections;
using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>The members of an object.</summary>
public abstract class PSMemberInfoCollection<T> : IEnumerable<T>
    where T : PSMemberInfo
{
    /// <summary>Creates the collection.</summary>
    protected PSMemberInfoCollection()
    {
    }

    /// <summary>The member of that name, or null.</summary>
    public abstract T? this[string name] { get; }

    /// <summary>Adds a member.</summary>
    public abstract void Add(T member);

    /// <summary>Adds a member, perhaps without a check.</summary>
    public abstract void Add(T member, bool preValidated);

    /// <summary>Removes a member.</summary>
    public abstract void Remove(string name);

    /// <summary>The members whose name fits a pattern.</summary>
    public abstract ReadOnlyPSMemberInfoCollection<T> Match(string name);

    /// <summary>The members of some kinds whose name fits a pattern.</summary>
    public abstract ReadOnlyPSMemberInfoCollection<T> Match(string name, PSMemberTypes memberTypes);

    /// <inheritdoc/>
    public abstract IEnumerator<T> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected ReadOnlyPSMemberInfoCollection<T> MatchIn(IEnumerable<T> all, string name, PSMemberTypes types)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        List<T> found = [];
        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        foreach (T member in all)
        {
            if ((member.MemberType & types) != 0 && pattern.IsMatch(member.Name)) found.Add(member);
        }

        return new ReadOnlyPSMemberInfoCollection<T>(found);
    }
}
