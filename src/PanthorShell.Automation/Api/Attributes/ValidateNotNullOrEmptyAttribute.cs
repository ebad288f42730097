namespace System.Management.Automation;

/// <summary>Refuses null, empty strings and empty collections.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidateNotNullOrEmptyAttribute : NullValidationAttributeBase
{
    /// <inheritdoc/>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics) =>
        NullValidation.Check(arguments, refuseEmpty: true, refuseWhiteSpace: false);
}
