namespace System.Management.Automation;

/// <summary>The base of the validations that refuse null.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class NullValidationAttributeBase : ValidateArgumentsAttribute
{
}
