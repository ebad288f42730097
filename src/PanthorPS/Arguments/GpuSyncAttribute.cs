using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>
/// Lets a parameter take what to wait for or to signal as a synchronisation object, its handle, or a point of a
/// timeline.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GpuSyncAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        IList list = value is IList given ? given : new[] { value };
        var points = new GpuSyncPoint[list.Count];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = ToPoint(list[i] is PSObject item ? item.BaseObject : list[i]);
        }

        return points;
    }

    private static GpuSyncPoint ToPoint(object? value) => value switch
    {
        GpuSyncPoint point => point,
        GpuSyncObject sync => new GpuSyncPoint(sync, 0),
        _ when uint.TryParse(
            Convert.ToString(value, CultureInfo.InvariantCulture),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out uint handle) => new GpuSyncPoint(GpuSyncObject.Reference(handle), 0),
        _ => throw new ArgumentTransformationMetadataException(
            $"'{value}' is neither a GpuSyncObject, nor the handle of one, nor a point of a timeline."),
    };
}
