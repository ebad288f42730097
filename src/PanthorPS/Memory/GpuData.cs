using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PanthorPS;

/// <summary>Turns bytes of memory into values.</summary>
internal static class GpuData
{
    /// <summary>Bytes of a value.</summary>
    public static int WidthOf(GpuDataType type) => type switch
    {
        GpuDataType.UInt64 => sizeof(ulong),
        GpuDataType.UInt32 => sizeof(uint),
        _ => sizeof(byte),
    };

    /// <summary>What a read gives: one value, or all of them as an array.</summary>
    /// <param name="bytes">What was read.</param>
    /// <param name="type">What the bytes are.</param>
    /// <param name="raw">An array even if it is one value.</param>
    public static object? Output(byte[] bytes, GpuDataType type, bool raw)
    {
        Array values = Decode(bytes, type);
        return values.Length == 1 && !raw ? values.GetValue(0) : values;
    }

    /// <summary>The values that bytes hold, little endian.</summary>
    /// <returns>A byte[], uint[] or ulong[].</returns>
    public static Array Decode(byte[] bytes, GpuDataType type)
    {
        switch (type)
        {
            case GpuDataType.UInt32:
                uint[] words = MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
                if (!BitConverter.IsLittleEndian)
                {
                    BinaryPrimitives.ReverseEndianness(words, words);
                }

                return words;
            case GpuDataType.UInt64:
                ulong[] longs = MemoryMarshal.Cast<byte, ulong>(bytes).ToArray();
                if (!BitConverter.IsLittleEndian)
                {
                    BinaryPrimitives.ReverseEndianness(longs, longs);
                }

                return longs;
            default:
                return bytes;
        }
    }
}
