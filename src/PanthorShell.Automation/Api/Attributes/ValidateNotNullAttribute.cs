namespace System.Management.Automation;

/// <summary>Refuses null, alone or as an element.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ValidateNotNullAttribute : NullValidationAttributeBase
{
    /// <inheritdoc/>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics) =>
        NullValidation.Check(arguments, refuseEmpty: false, refuseWhiteSpace: false);
}
