using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Panthor.Hardware;

/// <summary>Writes firmware images in the format of <c>mali_csffw.bin</c>.</summary>
/// <remarks>
/// The format as panthor_fw.c reads it, and as the images in linux-firmware have it: a header of 20 bytes (magic,
/// version, hash, the size of header and entries), then entries, each with a word of type, size in bytes and two flags;
/// then what the entries refer to by offset. The entry of a section ends with a name or padding, which may be empty.
/// Nothing is checked but what cannot be written down: an image may be as wrong as a test needs it.
/// </remarks>
public sealed class FirmwareImageBuilder
{
    /// <summary>First word of an image.</summary>
    public const uint Magic = 0xc3f13a6e;

    /// <summary>Entry type of a section.</summary>
    public const byte SectionEntry = 0;

    /// <summary>Entry type of a configuration option.</summary>
    public const byte ConfigurationEntry = 1;

    /// <summary>Entry type of a trace buffer.</summary>
    public const byte TraceBufferEntry = 3;

    /// <summary>Entry type of the build information.</summary>
    public const byte BuildInfoEntry = 6;

    /// <summary>Flag of an entry that a loader may skip if it does not know its type.</summary>
    public const uint OptionalEntry = 1u << 31;

    private const int HeaderSize = 20;
    private const int EntrySizeMax = 0xfc;

    private readonly List<Entry> _entries = [];

    /// <summary>Major version of the format; loaders know 0.</summary>
    public byte Major { get; init; }

    /// <summary>Minor version of the format.</summary>
    public byte Minor { get; init; } = 3;

    /// <summary>Version hash of the firmware; real images put the version of the interface there.</summary>
    public uint VersionHash { get; init; }

    /// <summary>Adds a section.</summary>
    /// <param name="flags">What the MCU does with it.</param>
    /// <param name="start">First MCU virtual address.</param>
    /// <param name="end">MCU virtual address behind it.</param>
    /// <param name="data">What it starts with; may be shorter than the section.</param>
    /// <param name="name">A name at the end of the entry; real images have none.</param>
    public FirmwareImageBuilder AddSection(
        FirmwareSectionFlags flags, uint start, uint end, ReadOnlySpan<byte> data, string? name = null)
    {
        byte[] nameBytes = name is null ? [] : PaddedText(name);
        byte[] fields = new byte[20 + nameBytes.Length];
        Put(fields, 0, (uint)flags);
        Put(fields, 4, start);
        Put(fields, 8, end);
        nameBytes.CopyTo(fields, 20);
        return Add(new Entry(SectionEntry, 0, fields, data.ToArray(), Reference.StartAndEnd, 12));
    }

    /// <summary>Adds the build information: <c>git_sha: </c> and the hash.</summary>
    public FirmwareImageBuilder AddBuildInfo(string gitHash) =>
        AddBuildInfo(Encoding.ASCII.GetBytes("git_sha: " + gitHash + "\0"));

    /// <summary>Adds build information of any bytes.</summary>
    public FirmwareImageBuilder AddBuildInfo(ReadOnlySpan<byte> text) =>
        Add(new Entry(BuildInfoEntry, OptionalEntry, new byte[8], text.ToArray(), Reference.StartAndSize, 0));

    /// <summary>Adds an entry of any type.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="flags"><see cref="OptionalEntry"/> or 0.</param>
    /// <param name="fields">What follows the entry's first word; a multiple of 4 bytes.</param>
    public FirmwareImageBuilder AddEntry(byte type, uint flags, ReadOnlySpan<byte> fields) =>
        Add(new Entry(type, flags, fields.ToArray(), [], Reference.None, 0));

    /// <summary>The image.</summary>
    public byte[] Build()
    {
        int entriesEnd = HeaderSize;
        int dataSize = 0;
        foreach (Entry entry in _entries)
        {
            entriesEnd += entry.Size;
            dataSize += Aligned(entry.Data.Length);
        }

        byte[] image = new byte[entriesEnd + dataSize];
        Put(image, 0, Magic);
        image[4] = Minor;
        image[5] = Major;
        Put(image, 8, VersionHash);
        Put(image, 16, (uint)entriesEnd);
        int at = HeaderSize;
        int dataAt = entriesEnd;
        foreach (Entry entry in _entries)
        {
            Put(image, at, entry.Type | ((uint)entry.Size << 8) | entry.Flags);
            Span<byte> fields = image.AsSpan(at + 4, entry.Fields.Length);
            entry.Fields.CopyTo(fields);
            entry.Refer(fields, dataAt);
            entry.Data.CopyTo(image, dataAt);
            at += entry.Size;
            dataAt += Aligned(entry.Data.Length);
        }

        return image;
    }

    private static int Aligned(int length) => (length + 3) & ~3;

    private static void Put(Span<byte> bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[offset..], value);

    private static byte[] PaddedText(string text)
    {
        byte[] bytes = new byte[Aligned(Encoding.ASCII.GetByteCount(text) + 1)];
        Encoding.ASCII.GetBytes(text, bytes);
        return bytes;
    }

    private FirmwareImageBuilder Add(Entry entry)
    {
        if (entry.Size > EntrySizeMax || (entry.Size & 3) != 0)
        {
            throw new ArgumentException(
                $"An entry is a multiple of 4 bytes and at most {EntrySizeMax} bytes long, not {entry.Size}.");
        }

        _entries.Add(entry);
        return this;
    }

    private enum Reference
    {
        None,
        StartAndEnd,
        StartAndSize,
    }

    private sealed record Entry(
        byte Type, uint Flags, byte[] Fields, byte[] Data, Reference Reference, int ReferenceOffset)
    {
        public int Size => 4 + Fields.Length;

        public void Refer(Span<byte> fields, int dataAt)
        {
            if (Reference == Reference.None || (Reference == Reference.StartAndEnd && Data.Length == 0))
                return;

            int second = Reference == Reference.StartAndEnd ? dataAt + Data.Length : Data.Length;
            Put(fields, ReferenceOffset, (uint)dataAt);
            Put(fields, ReferenceOffset + 4, (uint)second);
        }
    }
}
