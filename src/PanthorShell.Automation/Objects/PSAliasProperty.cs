namespace System.Management.Automation;

/// <summary>Another name of a property.</summary>
public class PSAliasProperty : PSPropertyInfo
{
    /// <summary>Creates the alias.</summary>
    public PSAliasProperty(string name, string referencedMemberName)
        : this(name, referencedMemberName, null)
    {
    }

    /// <summary>Creates the alias with a conversion.</summary>
    public PSAliasProperty(string name, string referencedMemberName, Type? conversionType)
    {
        SetMemberName(name);
        ArgumentException.ThrowIfNullOrEmpty(referencedMemberName);
        ReferencedMemberName = referencedMemberName;
        ConversionType = conversionType;
    }

    /// <summary>The name of the property that is meant.</summary>
    public string ReferencedMemberName { get; }

    /// <summary>The type to which its value is converted, or null.</summary>
    public Type? ConversionType { get; }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.AliasProperty;

    /// <inheritdoc/>
    public override bool IsSettable => Referenced is PSPropertyInfo { IsSettable: true };

    /// <inheritdoc/>
    public override bool IsGettable => Referenced is PSPropertyInfo { IsGettable: true };

    /// <inheritdoc/>
    public override string TypeNameOfValue =>
        ConversionType?.FullName ?? Referenced?.TypeNameOfValue ?? "System.Object";

    /// <inheritdoc/>
    public override object? Value
    {
        get
        {
            object? value = Required().Value;
            return ConversionType is null ? value : LanguagePrimitives.ConvertTo(value, ConversionType);
        }

        set => Required().Value = value;
    }

    private PSMemberInfo? Referenced =>
        Instance is null ? null : PSObject.AsPSObject(Instance).Members[ReferencedMemberName];

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSAliasProperty(Name, ReferencedMemberName, ConversionType)
    {
        IsInstance = IsInstance,
        IsHidden = IsHidden,
        Instance = Instance,
    };

    /// <inheritdoc/>
    public override string ToString() => ConversionType is null
        ? $"{Name} = {ReferencedMemberName}"
        : $"{Name} = ({ConversionType}){ReferencedMemberName}";

    private PSMemberInfo Required() => Referenced ?? throw new ExtendedTypeSystemException(
        "AliasReferencedMemberNotFound", null,
            $"The member \"{ReferencedMemberName}\", to which the alias \"{Name}\" refers, does not exist.");
}
