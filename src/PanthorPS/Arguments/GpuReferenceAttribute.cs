using System;
using System.Collections;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>
/// Lets a parameter take an object of the machine as the object, or by what names it: its number, the name of a device
/// or client, the label of a buffer.
/// </summary>
/// <remarks>Which object a number means depends on the other parameters: the cmdlet finds it, see GpuCmdlet.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GpuReferenceAttribute : ArgumentTransformationAttribute
{
    private static readonly FrozenDictionary<Type, Kind> s_kinds = new Dictionary<Type, Kind>
    {
        [typeof(GpuDevice)] = new(static (number, name) => GpuDevice.Reference((int)number, name), HasNames: true),
        [typeof(GpuClient)] = new(static (number, name) => GpuClient.Reference((int)number, name), HasNames: true),
        [typeof(GpuBuffer)] = new(static (number, name) => GpuBuffer.Reference(number, name), HasNames: true),
        [typeof(GpuVm)] = new(static (number, _) => GpuVm.Reference(number), HasNames: false),
        [typeof(GpuSyncObject)] = new(static (number, _) => GpuSyncObject.Reference(number), HasNames: false),
        [typeof(GpuGroup)] = new(static (number, _) => GpuGroup.Reference(number), HasNames: false),
        [typeof(GpuTilerHeap)] = new(static (number, _) => GpuTilerHeap.Reference(number), HasNames: false),
        [typeof(GpuTask)] = new(static (number, _) => GpuTask.Reference((int)number), HasNames: false),
        [typeof(GpuDescriptor)] = new(static (number, _) => GpuDescriptor.Reference((int)number), HasNames: false),
        [typeof(GpuFaultInjection)] =
            new(static (number, _) => GpuFaultInjection.Reference((int)number), HasNames: false),
    }.ToFrozenDictionary();

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
            Kind kind = s_kinds[Type];
            if (isNumber || kind.HasNames)
            {
                return kind.Refer(number, isNumber ? null : name);
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

    /// <param name="Refer">Makes a stand-in from a number, or from a name.</param>
    /// <param name="HasNames">Whether such objects have names.</param>
    private sealed record Kind(Func<uint, string?, object> Refer, bool HasNames);
}
