using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A group of Group-Object.</summary>
internal class GroupInfo
{
    internal GroupInfo(IReadOnlyList<object?> keys, PSObject first)
    {
        Values = [.. keys];
        Name = string.Join(", ", keys.Select(Text));
        Group = [first];
        Count = 1;
    }

    public ArrayList Values { get; }

    public int Count { get; private set; }

    public Collection<PSObject> Group { get; }

    public string Name { get; }

    public void Add(PSObject item)
    {
        Group.Add(item);
        Count++;
    }

    private static string Text(object? key)
    {
        return key is IEnumerable items and not string
            ? "{" + string.Join(", ", items.Cast<object?>().Select(item => PSObject.AsPSObject(item ?? "").ToString()))
                + "}"
            : PSObject.AsPSObject(key ?? "").ToString();
    }
}

/// <summary>A group without its members.</summary>
internal sealed class GroupInfoNoElement(GroupInfo group)
{
    public ArrayList Values { get; } = group.Values;

    public int Count { get; } = group.Count;

    public string Name { get; } = group.Name;

    /// <summary>Always empty.</summary>
    public Collection<PSObject>? Group { get; }
}
