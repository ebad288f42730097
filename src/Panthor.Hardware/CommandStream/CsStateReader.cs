using System;
using System.Buffers.Binary;

namespace Panthor.Hardware;

/// <summary>Reads what <see cref="CsStateWriter"/> wrote.</summary>
internal ref struct CsStateReader(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> _rest = source;

    public uint UInt32()
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
        _rest = _rest[sizeof(uint)..];
        return value;
    }

    public int Int32() => (int)UInt32();

    public bool Boolean() => UInt32() != 0;

    public ulong UInt64()
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
        _rest = _rest[sizeof(ulong)..];
        return value;
    }

    public long Int64() => (long)UInt64();

    public CsFrame Frame() => new(UInt64(), UInt64(), UInt64());
}
