using System;
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>
/// Puts values with names into the bytes of a structure, and what its pointers refer to into the client's heap.
/// </summary>
/// <remarks>
/// <para>
/// A field that is not given, or null, is zero. A number goes into a field as it is; it may be negative where its bits fit.
/// </para>
/// <para>
/// Where a field points to something, a number is an address; a list, a dictionary or a text is put into the heap, and the
/// field that counts is filled in unless it is given. An array of structures (obj_array) takes a list of dictionaries, or
/// a dictionary with <c>items</c> and, if wanted, <c>stride</c>, <c>count</c> or <c>array</c>.
/// </para>
/// </remarks>
public sealed class UapiEncoder
{
    private const string ItemsKey = "items";
    private const string StrideKey = "stride";
    private const string CountKey = "count";
    private const string ArrayKey = "array";

    private readonly DrmFile _file;
    private readonly Func<object, ulong?> _number;
    private readonly List<ulong> _blocks = [];

    private UapiEncoder(DrmFile file, Func<object, ulong?> number)
    {
        _file = file;
        _number = number;
    }

    /// <summary>Puts values into a structure.</summary>
    /// <param name="file">The client.</param>
    /// <param name="layout">The structure.</param>
    /// <param name="values">The fields by their names in C.</param>
    /// <param name="number">
    /// Reads a number that is not of an integer type, or returns null; the bits of a negative number count. Null if only
    /// integers are allowed.
    /// </param>
    /// <exception cref="UapiFormatException">A field does not exist, or a value does not fit it.</exception>
    public static UapiArgument Encode(
        DrmFile file, UapiStruct layout, IDictionary values, Func<object, ulong?>? number = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(values);
        var encoder = new UapiEncoder(file, number ?? (static _ => null));
        byte[] bytes = new byte[layout.Size];
        try
        {
            encoder.Write(layout, values, bytes, "");
            return new UapiArgument(bytes, file.Heap, encoder._blocks);
        }
        catch (UapiFormatException)
        {
            new UapiArgument(bytes, file.Heap, encoder._blocks).Free();
            throw;
        }
    }

    private void Write(UapiStruct layout, IDictionary values, Span<byte> bytes, string path)
    {
        Dictionary<string, object> given = Check(layout, values, path);
        foreach (UapiField field in layout.Fields)
        {
            if (given.TryGetValue(field.Name, out object? value))
            {
                WriteField(layout, field, value, given, bytes, path + field.Name);
            }
        }
    }

    private static Dictionary<string, object> Check(UapiStruct layout, IDictionary values, string path)
    {
        Dictionary<string, object> given = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in values)
        {
            string name = entry.Key.ToString() ?? "";
            if (!layout.Fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new UapiFormatException(
                    $"{path}{name}: {layout.Name} has no such field. Its fields: " +
                    string.Join(", ", layout.Fields.Select(field => field.Name)));
            }

            if (entry.Value is { } value)
            {
                given[name] = value;
            }
        }

        return given;
    }

    private void WriteField(
        UapiStruct layout,
        UapiField field,
        object value,
        Dictionary<string, object> given,
        Span<byte> bytes,
        string path)
    {
        if (field.Type == UapiType.ObjArray)
        {
            WriteObjArray(field, value, bytes, path);
        }
        else if (field.Target is { } target && Address(value, target.IsText) is null)
        {
            (ulong address, ulong count) = WriteTarget(target, value, given, path);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[field.Offset..], address);
            if (target.CountField is { } counter && !given.ContainsKey(counter))
            {
                WriteNumber(layout.Find(counter)!, 0, count, bytes, path);
            }
        }
        else if (field.Count > 1 && value is IEnumerable list and not string)
        {
            WriteElements(field, list, bytes, path);
        }
        else
        {
            WriteNumber(field, 0, value, bytes, path);
        }
    }

    private void WriteElements(UapiField field, IEnumerable list, Span<byte> bytes, string path)
    {
        int index = 0;
        foreach (object? element in list)
        {
            if (index == field.Count)
            {
                throw new UapiFormatException($"{path}: more than {field.Count} elements");
            }

            WriteNumber(field, index++, element ?? 0, bytes, path);
        }
    }

    private void WriteObjArray(UapiField field, object value, Span<byte> bytes, string path)
    {
        UapiStruct element = field.Target!.Select()!;
        IDictionary? explicitParts = value is IDictionary parts && IsDescription(parts) ? parts : null;
        object? items = explicitParts is null ? value : explicitParts[ItemsKey];
        List<object?> list = items switch
        {
            null => [],
            IDictionary one => [one],
            IEnumerable many and not string => [.. many.Cast<object?>()],
            _ => throw new UapiFormatException($"{path}: a list of {element.Name} is expected, not {Text(items)}"),
        };
        uint stride = (uint)(Part(explicitParts, StrideKey, path) ?? (ulong)element.Size);
        ulong address = list.Count == 0 ? 0 : WriteItems(element, list, stride, path);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[field.Offset..], stride);
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes[(field.Offset + 4)..], (uint)(Part(explicitParts, CountKey, path) ?? (ulong)list.Count));
        BinaryPrimitives.WriteUInt64LittleEndian(
            bytes[(field.Offset + 8)..], Part(explicitParts, ArrayKey, path) ?? address);
    }

    private static bool IsDescription(IDictionary parts) =>
        parts.Contains(ItemsKey) || parts.Contains(StrideKey) || parts.Contains(CountKey) || parts.Contains(ArrayKey);

    private ulong? Part(IDictionary? parts, string key, string path) => parts is not null && parts[key] is { } value
        ? Number(value) ?? throw new UapiFormatException($"{path}.{key}: {Text(value)} is not a number")
        : null;

    /// <summary>
    /// The elements one after the other. With a stride larger than the structure, as a newer client has it, the rest of
    /// each is zero; with a smaller one the rest is cut off.
    /// </summary>
    private ulong WriteItems(UapiStruct element, List<object?> list, uint stride, string path)
    {
        if ((ulong)stride * (ulong)list.Count > User.UserHeap.Limit)
        {
            throw new UapiFormatException($"{path}: {list.Count} elements of {stride} bytes are too many");
        }

        byte[] items = new byte[(int)stride * list.Count];
        byte[] whole = new byte[element.Size];
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is not IDictionary values)
            {
                throw new UapiFormatException($"{path}[{i}]: the fields of {element.Name} are expected");
            }

            whole.AsSpan().Clear();
            Write(element, values, whole, $"{path}[{i}].");
            whole.AsSpan(0, Math.Min(whole.Length, (int)stride)).CopyTo(items.AsSpan(i * (int)stride));
        }

        return Store(items, path);
    }

    private (ulong Address, ulong Count) WriteTarget(
        UapiTarget target, object value, Dictionary<string, object> given, string path)
    {
        switch (value)
        {
            case byte[] raw:
                return (Store(raw, path), (ulong)raw.Length / (ulong)target.ElementSize());
            case string text when target.IsText:
                byte[] encoded = Encoding.UTF8.GetBytes(text + "\0");
                return (Store(encoded, path), (ulong)encoded.Length - 1);
            case IDictionary fields when target.Structs.Count != 0:
                UapiStruct layout = Select(target, given, path);
                byte[] bytes = new byte[layout.Size];
                Write(layout, fields, bytes, path + ".");
                return (Store(bytes, path), (ulong)layout.Size);
            case IEnumerable list when target.Structs.Count == 0 && !target.IsText && value is not string:
                return WriteNumbers(target.Type, list, path);
            default:
                throw new UapiFormatException($"{path}: {Text(value)} is neither an address nor what it points to");
        }
    }

    private UapiStruct Select(UapiTarget target, Dictionary<string, object> given, string path)
    {
        ulong selector = 0;
        if (target.SelectorField is { } name && given.TryGetValue(name, out object? value))
        {
            selector = Number(value) ?? ulong.MaxValue;
        }

        return target.Select(selector) ?? throw new UapiFormatException(
            $"{path}: the field {target.SelectorField} does not say which structure is meant");
    }

    private (ulong Address, ulong Count) WriteNumbers(UapiType type, IEnumerable list, string path)
    {
        List<object?> numbers = [.. list.Cast<object?>()];
        var element = new UapiField(path, type, 0, numbers.Count, null, false);
        byte[] bytes = new byte[element.Size];
        for (int i = 0; i < numbers.Count; i++)
        {
            WriteNumber(element, i, numbers[i] ?? 0, bytes, $"{path}[{i}]");
        }

        return (Store(bytes, path), (ulong)numbers.Count);
    }

    private ulong Store(byte[] bytes, string path)
    {
        KernelResult<ulong> block = _file.Heap.Allocate((ulong)bytes.Length);
        if (block.IsOk)
        {
            _blocks.Add(block.Value);
        }

        KernelResult written = block.IsOk ? _file.Memory.Write(block.Value, bytes) : block.WithoutValue();
        return written.IsOk ? block.Value : throw new UapiFormatException($"{path}: {written}");
    }

    private void WriteNumber(UapiField field, int index, object value, Span<byte> bytes, string path)
    {
        ulong number = Number(value) ?? throw new UapiFormatException($"{path}: {Text(value)} is not a number");
        int size = UapiField.SizeOf(field.Type);
        Span<byte> place = bytes.Slice(field.Offset + index * size, size);
        ulong high = size == 8 ? 0 : number >> (8 * size);
        ulong negative = size == 8 ? 0 : ulong.MaxValue >> (8 * size);
        bool isNegative = high == negative && size != 8 && (number >> (8 * size - 1) & 1) != 0;
        if (high != 0 && !isNegative)
        {
            throw new UapiFormatException($"{path}: {Text(value)} does not fit into {8 * size} bits");
        }

        Span<byte> word = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(word, number);
        word[..size].CopyTo(place);
    }

    private ulong? Address(object value, bool isText) =>
        value is IDictionary || (value is string && isText) ? null : Number(value);

    private ulong? Number(object value) => value switch
    {
        ulong number => number,
        byte or ushort or uint => Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        sbyte or short or int or long => unchecked((ulong)Convert.ToInt64(
            value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => _number(value),
    };

    private static string Text(object? value) => value is null ? "nothing" : $"'{value}' ({value.GetType().Name})";
}
