using System;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lets a parameter take a span of virtual time: a TimeSpan, or text such as <c>5ms</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VirtualDurationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        string? problem = TimeSpanText.Parse(value, out Duration result);
        return problem is null ? result : throw new ArgumentTransformationMetadataException(problem);
    }
}
