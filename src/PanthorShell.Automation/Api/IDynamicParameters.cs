namespace System.Management.Automation;

/// <summary>A cmdlet whose parameters depend on the arguments.</summary>
public interface IDynamicParameters
{
    /// <summary>An object with parameters, or a <see cref="RuntimeDefinedParameterDictionary"/>.</summary>
    object? GetDynamicParameters();
}
