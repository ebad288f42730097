using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Declares what a command writes.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class OutputTypeAttribute : CmdletMetadataAttribute
{
    /// <summary>Creates the attribute from types.</summary>
    public OutputTypeAttribute(params Type[] type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Type = Array.ConvertAll(type, static t => new PSTypeName(t));
    }

    /// <summary>Creates the attribute from type names.</summary>
    public OutputTypeAttribute(params string[] type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Type = Array.ConvertAll(type, static t => new PSTypeName(t));
    }

    /// <summary>The types.</summary>
    public PSTypeName[] Type { get; }

    /// <summary>The cmdlet of a provider to which this applies.</summary>
    public string? ProviderCmdlet { get; set; }

    /// <summary>The parameter sets to which this applies.</summary>
    public string[] ParameterSetName { get; set; } = [ParameterAttribute.AllParameterSets];
}
