namespace System.Management.Automation;

/// <summary>Generates the values of a <see cref="ValidateSetAttribute"/>.</summary>
public interface IValidateSetValuesGenerator
{
    /// <summary>The values.</summary>
    string[] GetValidValues();
}
