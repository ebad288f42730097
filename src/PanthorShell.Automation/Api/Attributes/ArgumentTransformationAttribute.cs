using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>Changes an argument before it is converted and validated.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true)]
public abstract class ArgumentTransformationAttribute : CmdletMetadataAttribute
{
    /// <summary>Whether a null argument of a parameter that is not mandatory is transformed too.</summary>
    public virtual bool TransformNullOptionalParameters => true;

    /// <summary>The changed argument.</summary>
    public abstract object? Transform(EngineIntrinsics engineIntrinsics, object? inputData);

    internal object? TransformInternal(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Transform(engineIntrinsics, inputData);
}
