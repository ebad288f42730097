using System;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>
/// Lets a parameter take an address or a size as a number, as <c>0x…</c> or with a unit: <c>4KB</c>, <c>2MiB</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantityAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData;
        string? text = null;
        if (inputData is PSObject wrapped)
        {
            value = wrapped.BaseObject;
            text = value is string ? null : wrapped.ToString();
        }

        string? problem = Quantity.Parse(value, text, out ulong result);
        return problem is null ? result : throw new ArgumentTransformationMetadataException(problem);
    }
}
