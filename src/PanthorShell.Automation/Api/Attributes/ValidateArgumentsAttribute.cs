using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Checks an argument.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ValidateArgumentsAttribute : CmdletMetadataAttribute
{
    /// <summary>Throws <see cref="ValidationMetadataException"/> when the argument does not fit.</summary>
    protected abstract void Validate(object? arguments, EngineIntrinsics engineIntrinsics);

    internal void InternalValidate(object? arguments, EngineIntrinsics engineIntrinsics) =>
        Validate(arguments, engineIntrinsics);
}
