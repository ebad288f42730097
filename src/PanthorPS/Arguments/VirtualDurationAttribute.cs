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
        object? value = inputData;
        if (inputData is PSObject wrapped)
        {
            // PowerShell reads 1s and 1us as short integers; how it was written is what is meant.
            value = wrapped.BaseObject is short or ushort ? wrapped.ToString() : wrapped.BaseObject;
        }

        string? problem = TimeSpanText.Parse(value, out Duration result);
        return problem is null ? result : throw new ArgumentTransformationMetadataException(problem);
    }
}
