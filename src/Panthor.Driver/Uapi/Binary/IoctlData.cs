using System;
using System.Buffers.Binary;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>The kernel's copy of a structure of the uAPI, read and written field by field.</summary>
internal readonly struct IoctlData(Memory<byte> bytes)
{
    /// <summary>The bytes.</summary>
    public Memory<byte> Bytes { get; } = bytes;

    public byte U8(UapiField field) => Bytes.Span[field.Offset];

    public uint U32(UapiField field) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span[field.Offset..]);

    public int S32(UapiField field) => BinaryPrimitives.ReadInt32LittleEndian(Bytes.Span[field.Offset..]);

    public ulong U64(UapiField field) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes.Span[field.Offset..]);

    public long S64(UapiField field) => BinaryPrimitives.ReadInt64LittleEndian(Bytes.Span[field.Offset..]);

    public uint Stride(UapiField field) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span[field.Offset..]);

    public uint Count(UapiField field) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span[(field.Offset + 4)..]);

    public ulong Array(UapiField field) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes.Span[(field.Offset + 8)..]);

    public void Set(UapiField field, byte value) => Bytes.Span[field.Offset] = value;

    public void Set(UapiField field, uint value, int index = 0) =>
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes.Span[(field.Offset + 4 * index)..], value);

    public void Set(UapiField field, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(Bytes.Span[field.Offset..], value);

    public void Set(UapiField field, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(Bytes.Span[field.Offset..], value);

    public void SetCount(UapiField field, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes.Span[(field.Offset + 4)..], value);
}
