using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>
/// Lets a parameter take a device, client, VM, buffer or synchronisation object as the object, or by what names it: its number, the name of a
/// device or client, the label of a buffer.
/// </summary>
/// <remarks>Which object a number means depends on the other parameters: the cmdlet finds it, see GpuCmdlet.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GpuReferenceAttribute : ArgumentTransformationAttribute
{
    /// <summary>Makes the attribute for parameters of one kind of object.</summary>
    /// <param name="type">The kind of object.</param>
    public GpuReferenceAttribute(Type type)
    {
        Type = type;
    }

    /// <summary>The kind of object.</summary>
    public Type Type { get; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not IList list)
        {
            return Refer(value);
        }

        object[] references = new object[list.Count];
        for (int i = 0; i < references.Length; i++)
        {
            references[i] = Refer(list[i] is PSObject item ? item.BaseObject : list[i]);
        }

        return references.Length == 1 ? references[0] : references;
    }

    private object Refer(object? value)
    {
        if (Type.IsInstanceOfType(value))
        {
            return value!;
        }

        string? name = value as string;
        uint number = 0;
        bool isNumber = name is not null
            ? uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            : TryConvert(value, out number);
        if (isNumber || !string.IsNullOrWhiteSpace(name))
        {
            string? label = isNumber ? null : name;
            if (Type == typeof(GpuDevice))
            {
                return GpuDevice.Reference((int)number, label);
            }

            if (Type == typeof(GpuClient))
            {
                return GpuClient.Reference((int)number, label);
            }

            if (Type == typeof(GpuBuffer))
            {
                return GpuBuffer.Reference(number, label);
            }

            if (isNumber && Type == typeof(GpuSyncObject))
            {
                return GpuSyncObject.Reference(number);
            }

            if (isNumber)
            {
                return GpuVm.Reference(number);
            }
        }

        // Anything but text and numbers may still bind in another way, by a property for example.
        return isNumber || name is not null || value is ValueType or null
            ? throw new ArgumentTransformationMetadataException(
                $"'{value}' is neither a {Type.Name} nor the number of one.")
            : value;
    }

    private static bool TryConvert(object? value, out uint number)
    {
        number = 0;
        if (value is not (byte or sbyte or short or ushort or int or uint or long or ulong))
        {
            return false;
        }

        decimal wide = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        bool fits = wide is >= 0 and <= int.MaxValue;
        number = fits ? (uint)wide : 0;
        return fits;
    }
}
