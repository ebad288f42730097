using System;
using System.Buffers.Binary;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>How a request ended, and its argument as it was written back.</summary>
internal sealed record IoctlAnswer(KernelResult Result, UapiStruct Struct, Memory<byte> Bytes)
{
    public Errno Errno => Result.Errno;

    /// <summary>The value of a field.</summary>
    public ulong this[string field]
    {
        get
        {
            UapiField found = Struct.Find(field)!;
            Span<byte> bytes = Bytes.Span.Slice(found.Offset, found.Size);
            return found.Size switch
            {
                4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                8 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
                _ => throw new ArgumentException($"{field} is no number.", nameof(field)),
            };
        }
    }

    /// <summary>The count of an array of structures.</summary>
    public uint Count(string field) =>
        BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span[(Struct.Find(field)!.Offset + 4)..]);
}
