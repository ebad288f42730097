using System;
using System.Buffers.Binary;

namespace Panthor.Hardware;

/// <summary>Memory as a bus master inside of the GPU sees it: through an address space, without waiting.</summary>
/// <remarks>
/// A transfer ends at the first page that the MMU does not let through; what came before it is transferred. After a
/// stall the whole transfer is repeated.
/// </remarks>
internal sealed class SpaceMemory
{
    /// <summary>Source id of the MCU and of the command stream frontend in AS_FAULTSTATUS, in our models.</summary>
    public const ushort FrontendSourceId = 0x0002;

    private readonly PhysicalMemory _memory;
    private readonly ushort _sourceId;

    /// <summary>A bus master's view.</summary>
    /// <param name="space">The address space; may be changed later.</param>
    /// <param name="memory">The RAM behind it.</param>
    /// <param name="sourceId">The bus master, for the fault registers.</param>
    public SpaceMemory(AddressSpace space, PhysicalMemory memory, ushort sourceId = FrontendSourceId)
    {
        Space = space;
        _memory = memory;
        _sourceId = sourceId;
    }

    /// <summary>The address space.</summary>
    public AddressSpace Space { get; set; }

    /// <summary>Where the latest transfer that did not end with Ok failed.</summary>
    public ulong FailedAddress { get; private set; }

    public TranslateStatus Read(ulong address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            TranslateStatus status = Space.Translate(address, AccessKind.Read, _sourceId, out ulong physical);
            if (status != TranslateStatus.Ok)
                return Failed(status, address);

            int length = Math.Min(destination.Length, RestOfPage(address));
            _memory.TryRead(physical, destination[..length]);
            destination = destination[length..];
            address = unchecked(address + (ulong)length);
        }

        return TranslateStatus.Ok;
    }

    public TranslateStatus Write(ulong address, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            TranslateStatus status = Space.Translate(address, AccessKind.Write, _sourceId, out ulong physical);
            if (status != TranslateStatus.Ok)
                return Failed(status, address);

            int length = Math.Min(source.Length, RestOfPage(address));
            _memory.TryWrite(physical, source[..length]);
            source = source[length..];
            address = unchecked(address + (ulong)length);
        }

        return TranslateStatus.Ok;
    }

    public TranslateStatus Read32(ulong address, out uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        TranslateStatus status = Read(address, bytes);
        value = status == TranslateStatus.Ok ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;
        return status;
    }

    public TranslateStatus Read64(ulong address, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        TranslateStatus status = Read(address, bytes);
        value = status == TranslateStatus.Ok ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;
        return status;
    }

    public TranslateStatus Write32(ulong address, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Write(address, bytes);
    }

    public TranslateStatus Write64(ulong address, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Write(address, bytes);
    }

    private TranslateStatus Failed(TranslateStatus status, ulong address)
    {
        FailedAddress = address;
        return status;
    }

    private static int RestOfPage(ulong address) =>
        PhysicalMemory.PageSize - (int)(address & (PhysicalMemory.PageSize - 1));
}
