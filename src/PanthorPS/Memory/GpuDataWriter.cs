using System;
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace PanthorPS;

/// <summary>Collects the values that a Write cmdlet is given, as bytes.</summary>
/// <remarks>
/// Without a type, unsigned 32- and 64-bit numbers keep their width, so that what was read can be written back; every
/// other number is one byte, and must fit into it. Strings are UTF-8.
/// </remarks>
internal sealed class GpuDataWriter
{
    private readonly List<byte> _bytes = [];
    private readonly GpuDataType? _type;

    public GpuDataWriter(GpuDataType? type)
    {
        _type = type;
    }

    /// <summary>Bytes so far.</summary>
    public int Count => _bytes.Count;

    /// <summary>All bytes.</summary>
    public byte[] ToArray() => [.. _bytes];

    /// <summary>Adds a value, or a list of values.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public string? Add(object? value)
    {
        object? given = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (given)
        {
            case string text:
                _bytes.AddRange(Encoding.UTF8.GetBytes(text));
                return null;
            case byte[] bytes when _type is null or GpuDataType.Byte:
                _bytes.AddRange(bytes);
                return null;
            case IDictionary:
                return $"A {given.GetType().Name} is neither a number nor a string.";
            case IEnumerable list:
                foreach (object? item in list)
                {
                    if (Add(item) is { } problem)
                    {
                        return problem;
                    }
                }

                return null;
            case byte or sbyte or short or ushort or int or uint or long or ulong or double or decimal:
                return AddNumber(given);
            case null:
                return "A value is null.";
            default:
                return $"'{given}' ({given.GetType().Name}) is neither a number nor a string.";
        }
    }

    private string? AddNumber(object number)
    {
        GpuDataType type = _type ?? number switch
        {
            uint => GpuDataType.UInt32,
            ulong => GpuDataType.UInt64,
            _ => GpuDataType.Byte,
        };
        decimal value;
        try
        {
            value = Convert.ToDecimal(number, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return $"{number} does not fit into 64 bits.";
        }

        (decimal lowest, decimal highest) = type switch
        {
            GpuDataType.UInt32 => ((decimal)int.MinValue, (decimal)uint.MaxValue),
            GpuDataType.UInt64 => (long.MinValue, ulong.MaxValue),
            _ => (_type is null && number is not sbyte ? 0 : sbyte.MinValue, byte.MaxValue),
        };
        if (value != decimal.Truncate(value) || value < lowest || value > highest)
        {
            string hint = _type is null && value == decimal.Truncate(value) ? "; say -As Byte, UInt32 or UInt64" : "";
            return $"{value.ToString(CultureInfo.InvariantCulture)} does not fit into a {type}{hint}.";
        }

        Append(value < 0 ? unchecked((ulong)(long)value) : (ulong)value, type);
        return null;
    }

    private void Append(ulong value, GpuDataType type)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.AddRange(bytes[..GpuData.WidthOf(type)]);
    }
}
