namespace System.Management.Automation.Evaluation;

/// <summary>The type constraint of a variable: values assigned to it are converted.</summary>
internal sealed class TypeConversionAttribute : ArgumentTransformationAttribute
{
    internal TypeConversionAttribute(Type targetType)
    {
        TargetType = targetType;
    }

    /// <summary>The type of the variable.</summary>
    internal Type TargetType { get; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
        => Conversions.Cast(inputData, TargetType);
}
