using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Runspaces;

/// <summary>A named list of properties.</summary>
public sealed class PropertySetData : TypeMemberData
{
    /// <summary>Creates the list.</summary>
    public PropertySetData(IEnumerable<string> referencedProperties)
        : base("DefaultDisplayPropertySet")
    {
        ArgumentNullException.ThrowIfNull(referencedProperties);
        ReferencedProperties = new Collection<string>(new List<string>(referencedProperties));
    }

    internal PropertySetData(string name, IEnumerable<string> referencedProperties)
        : this(referencedProperties)
    {
        Name = name;
    }

    /// <summary>The names.</summary>
    public Collection<string> ReferencedProperties { get; }

    /// <summary>Whether it is hidden.</summary>
    public bool IsHidden { get; set; }

    internal override TypeMemberData Copy() => new PropertySetData(Name, ReferencedProperties) { IsHidden = IsHidden };

    internal override PSMemberInfo ToMember() => new PSPropertySet(Name, ReferencedProperties);
}
