namespace System.Management.Automation;

/// <summary>Refuses null, blank strings and empty collections.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidateNotNullOrWhiteSpaceAttribute : NullValidationAttributeBase
{
    /// <inheritdoc/>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics) =>
        NullValidation.Check(arguments, refuseEmpty: true, refuseWhiteSpace: true);
}
