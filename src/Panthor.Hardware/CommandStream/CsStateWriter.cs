using System;
using System.Buffers.Binary;

namespace Panthor.Hardware;

/// <summary>Writes the state of a stream, field after field.</summary>
internal ref struct CsStateWriter(Span<byte> destination)
{
    private Span<byte> _rest = destination;

    public void Write(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_rest, value);
        _rest = _rest[sizeof(uint)..];
    }

    public void Write(int value) => Write((uint)value);

    public void Write(bool value) => Write(value ? 1u : 0u);

    public void Write(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_rest, value);
        _rest = _rest[sizeof(ulong)..];
    }

    public void Write(long value) => Write((ulong)value);

    public void Write(CsFrame frame)
    {
        Write(frame.Pointer);
        Write(frame.Start);
        Write(frame.End);
    }
}
