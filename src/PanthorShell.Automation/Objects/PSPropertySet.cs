using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A named list of properties.</summary>
public class PSPropertySet : PSMemberInfo
{
    /// <summary>Creates the set.</summary>
    public PSPropertySet(string name, IEnumerable<string> referencedPropertyNames)
    {
        SetMemberName(name);
        ArgumentNullException.ThrowIfNull(referencedPropertyNames);
        ReferencedPropertyNames = new Collection<string>(new List<string>(referencedPropertyNames));
    }

    /// <summary>The names.</summary>
    public Collection<string> ReferencedPropertyNames { get; }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.PropertySet;

    /// <inheritdoc/>
    public override object? Value
    {
        get => this;
        set => throw new ExtendedTypeSystemException("CannotSetPropertySetValue", null,
            "A property set cannot be set.");
    }

    /// <inheritdoc/>
    public override string TypeNameOfValue => "System.Management.Automation.PSPropertySet";

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSPropertySet(Name, ReferencedPropertyNames) { IsInstance = IsInstance };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {{{string.Join(", ", ReferencedPropertyNames)}}}";
}
