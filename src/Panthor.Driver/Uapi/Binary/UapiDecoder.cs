using System;
using System.Collections.Generic;
using System.Text;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>
/// Reads the fields of a structure out of its bytes, and what its pointers refer to out of the client's memory.
/// </summary>
/// <remarks>
/// Values are <see cref="byte"/>, <see cref="uint"/>, <see cref="int"/>, <see cref="ulong"/> and <see cref="long"/>; arrays
/// of them; <see cref="string"/> for text; a list of fields for a structure; an array of such lists for several.
/// </remarks>
public sealed class UapiDecoder
{
    private const uint MaximumElements = 1 << 16;

    private readonly DrmFile _file;
    private readonly bool _follows;

    /// <summary>Makes a decoder.</summary>
    /// <param name="file">The client.</param>
    /// <param name="follows">
    /// Whether a pointer is replaced by what it points to, if that can be read; else it stays an address, and an
    /// obj_array becomes its stride, count and address.
    /// </param>
    public UapiDecoder(DrmFile file, bool follows = true)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
        _follows = follows;
    }

    /// <summary>Reads the fields of a structure.</summary>
    /// <param name="layout">The structure.</param>
    /// <param name="bytes">Its bytes; fields behind the last are left out.</param>
    public async KTask<IReadOnlyList<KeyValuePair<string, object>>> DecodeAsync(
        UapiStruct layout, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var data = new IoctlData(System.Runtime.InteropServices.MemoryMarshal.AsMemory(bytes));
        List<KeyValuePair<string, object>> fields = [];
        foreach (UapiField field in layout.Fields)
        {
            if (field.Offset + field.Size <= bytes.Length)
            {
                fields.Add(new(field.Name, await DecodeFieldAsync(layout, field, data)));
            }
        }

        return fields;
    }

    private async KTask<object> DecodeFieldAsync(UapiStruct layout, UapiField field, IoctlData data)
    {
        if (field.Type == UapiType.ObjArray)
        {
            return await DecodeObjArrayAsync(field, data);
        }

        if (field.Count > 1)
        {
            return Numbers(field.Type, field.Count, data.Bytes.Slice(field.Offset, field.Size));
        }

        object value = Number(field.Type, data.Bytes.Slice(field.Offset, field.Size));
        return _follows && field.Target is { } target && data.U64(field) is not 0 and ulong address
            ? await FollowAsync(layout, target, data, address) ?? value
            : value;
    }

    private async KTask<object> DecodeObjArrayAsync(UapiField field, IoctlData data)
    {
        UapiStruct element = field.Target!.Select()!;
        uint stride = data.Stride(field);
        uint count = data.Count(field);
        ulong address = data.Array(field);
        if (_follows && count <= MaximumElements && await ReadAsync(address, (ulong)stride * count) is { } bytes)
        {
            object[] elements = new object[count];
            for (int i = 0; i < elements.Length; i++)
            {
                int size = (int)Math.Min(stride, (uint)element.Size);
                elements[i] = await DecodeAsync(element, bytes.AsMemory(i * (int)stride, size));
            }

            return elements;
        }

        return new KeyValuePair<string, object>[]
        {
            new("stride", stride), new("count", count), new("array", address),
        };
    }

    /// <summary>What is behind a pointer, or null if that cannot be read.</summary>
    private async KTask<object?> FollowAsync(UapiStruct layout, UapiTarget target, IoctlData data, ulong address)
    {
        ulong count = target.CountField is { } counter ? Value(layout.Find(counter)!, data) : 0;
        if (target.Structs.Count != 0)
        {
            ulong selector = target.SelectorField is { } name ? Value(layout.Find(name)!, data) : 0;
            return target.Select(selector) is { } element
                && await ReadAsync(address, Math.Min(count, (ulong)element.Size)) is { } bytes
                ? await DecodeAsync(element, bytes)
                : null;
        }

        if (target.IsText && target.CountField is null)
        {
            KernelResult<byte[]> text = await _file.Memory.CopyStringFromUserAsync(
                address, PanthorDrm.PANTHOR_BO_LABEL_MAXLEN);
            return text.IsOk ? Encoding.UTF8.GetString(text.Value) : null;
        }

        if (count > MaximumElements || await ReadAsync(address, count * (ulong)target.ElementSize()) is not { } raw)
        {
            return null;
        }

        return target.IsText ? Encoding.UTF8.GetString(raw) : Numbers(target.Type, (int)count, raw);
    }

    private async KTask<byte[]?> ReadAsync(ulong address, ulong length)
    {
        if (!_file.Memory.IsReadable(address, length) || length > int.MaxValue)
        {
            return null;
        }

        byte[] bytes = new byte[length];
        KernelResult read = await _file.Memory.CopyFromUserAsync(address, bytes);
        return read.IsOk ? bytes : null;
    }

    private static ulong Value(UapiField field, IoctlData data) =>
        field.Type == UapiType.U64 ? data.U64(field) : data.U32(field);

    private static object Number(UapiType type, ReadOnlyMemory<byte> bytes) => type switch
    {
        UapiType.U8 => bytes.Span[0],
        UapiType.U32 => BitConverter.ToUInt32(bytes.Span),
        UapiType.S32 => BitConverter.ToInt32(bytes.Span),
        UapiType.S64 => BitConverter.ToInt64(bytes.Span),
        _ => BitConverter.ToUInt64(bytes.Span),
    };

    private static Array Numbers(UapiType type, int count, ReadOnlyMemory<byte> bytes)
    {
        int size = UapiField.SizeOf(type);
        switch (type)
        {
            case UapiType.U8:
                return bytes[..count].ToArray();
            case UapiType.U32:
                uint[] words = new uint[count];
                for (int i = 0; i < count; i++)
                {
                    words[i] = BitConverter.ToUInt32(bytes.Span[(i * size)..]);
                }

                return words;
            default:
                ulong[] longs = new ulong[count];
                for (int i = 0; i < count; i++)
                {
                    longs[i] = BitConverter.ToUInt64(bytes.Span[(i * size)..]);
                }

                return longs;
        }
    }
}
