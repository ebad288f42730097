namespace System.Management.Automation;

/// <summary>Demands that an argument carries a type name.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class PSTypeNameAttribute : Attribute
{
    /// <summary>Creates the attribute for the given type name.</summary>
    public PSTypeNameAttribute(string psTypeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(psTypeName);
        PSTypeName = psTypeName;
    }

    /// <summary>The type name.</summary>
    public string PSTypeName { get; }
}
