using System.Collections.Generic;

namespace System.Management.Automation.Runspaces;

/// <summary>What is added to the objects of a type.</summary>
public sealed class TypeData
{
    private Dictionary<string, PSMemberInfo>? _built;

    /// <summary>Creates empty data for a type name.</summary>
    public TypeData(string typeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        TypeName = typeName;
    }

    /// <summary>Creates empty data for a type.</summary>
    public TypeData(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        TypeName = type.FullName ?? type.Name;
    }

    /// <summary>The name of the type.</summary>
    public string TypeName { get; }

    /// <summary>The members.</summary>
    public Dictionary<string, TypeMemberData> Members { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The converter of the type.</summary>
    public Type? TypeConverter { get; set; }

    /// <summary>The adapter of the type.</summary>
    public Type? TypeAdapter { get; set; }

    /// <summary>Whether this replaces what was known.</summary>
    public bool IsOverride { get; set; }

    /// <summary>How the type is serialised.</summary>
    public string? SerializationMethod { get; set; }

    /// <summary>The type that is made of a deserialised object.</summary>
    public Type? TargetTypeForDeserialization { get; set; }

    /// <summary>How deep the type is serialised.</summary>
    public uint SerializationDepth { get; set; }

    /// <summary>The property that stands for the object.</summary>
    public string? DefaultDisplayProperty { get; set; }

    /// <summary>The property whose value is serialised as a string.</summary>
    public string? StringSerializationSource { get; set; }

    /// <summary>The properties that are shown by default.</summary>
    public PropertySetData? DefaultDisplayPropertySet { get; set; }

    /// <summary>The properties that make up the key.</summary>
    public PropertySetData? DefaultKeyPropertySet { get; set; }

    /// <summary>The properties that are serialised.</summary>
    public PropertySetData? PropertySerializationSet { get; set; }

    /// <summary>Whether the serialised properties of the base count.</summary>
    public bool InheritPropertySerializationSet { get; set; }

    /// <summary>A copy.</summary>
    public TypeData Copy()
    {
        TypeData copy = new(TypeName) { IsOverride = IsOverride };
        copy.Merge(this, force: true);
        return copy;
    }

    internal PSMemberInfo? Member(string name) => Built().GetValueOrDefault(name);

    internal IEnumerable<PSMemberInfo> AllMembers() => Built().Values;

    internal void Merge(TypeData other, bool force)
    {
        if (force && other.IsOverride) Members.Clear();
        foreach ((string name, TypeMemberData member) in other.Members)
        {
            if (!force && Members.ContainsKey(name))
            {
                throw new RuntimeException(ErrorCategory.InvalidOperation, null, null, "TypesXmlUpdateException",
                    $"Error in TypeData \"{TypeName}\": The member {name} is already present.", null);
            }

            Members[name] = member.Copy();
        }

        TypeConverter = other.TypeConverter ?? TypeConverter;
        TypeAdapter = other.TypeAdapter ?? TypeAdapter;
        SerializationMethod = other.SerializationMethod ?? SerializationMethod;
        TargetTypeForDeserialization = other.TargetTypeForDeserialization ?? TargetTypeForDeserialization;
        if (other.SerializationDepth > 0) SerializationDepth = other.SerializationDepth;
        DefaultDisplayProperty = other.DefaultDisplayProperty ?? DefaultDisplayProperty;
        StringSerializationSource = other.StringSerializationSource ?? StringSerializationSource;
        DefaultDisplayPropertySet = other.DefaultDisplayPropertySet ?? DefaultDisplayPropertySet;
        DefaultKeyPropertySet = other.DefaultKeyPropertySet ?? DefaultKeyPropertySet;
        PropertySerializationSet = other.PropertySerializationSet ?? PropertySerializationSet;
        _built = null;
    }

    private Dictionary<string, PSMemberInfo> Built()
    {
        if (_built is not null) return _built;
        Dictionary<string, PSMemberInfo> built = new(StringComparer.OrdinalIgnoreCase);
        foreach (TypeMemberData member in Members.Values) built[member.Name] = member.ToMember();
        List<PSMemberInfo> standard = [];
        if (DefaultDisplayProperty is not null) standard.Add(new PSNoteProperty("DefaultDisplayProperty",
            DefaultDisplayProperty));
        if (DefaultDisplayPropertySet is { } display)
        {
            standard.Add(new PSPropertySet("DefaultDisplayPropertySet", display.ReferencedProperties));
        }

        if (DefaultKeyPropertySet is { } key)
        {
            standard.Add(new PSPropertySet("DefaultKeyPropertySet", key.ReferencedProperties));
        }

        if (standard.Count > 0) built["PSStandardMembers"] =
            new PSMemberSet("PSStandardMembers", standard) { IsHidden = true };
        return _built = built;
    }
}
