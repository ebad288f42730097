namespace System.Management.Automation;

/// <summary>The name of a type that may or may not be loaded.</summary>
public class PSTypeName
{
    private Type? _type;
    private bool _looked;

    /// <summary>Creates the name of a type.</summary>
    public PSTypeName(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        _type = type;
        _looked = true;
        Name = type.FullName ?? type.Name;
    }

    /// <summary>Creates a name.</summary>
    public PSTypeName(string name)
    {
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type, or null.</summary>
    public Type? Type
    {
        get
        {
            if (!_looked)
            {
                _looked = true;
                LanguagePrimitives.TryConvertTo(Name, out _type);
            }

            return _type;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? string.Empty;
}
