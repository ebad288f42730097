using System;
using System.Buffers.Binary;
using System.Text;
using Panthor.Driver.Device;
using Panthor.Kernel;
using static Panthor.Driver.Firmware.FwBinary;

namespace Panthor.Driver.Firmware;

/// <summary>Reads a firmware file from front to back (<c>struct panthor_fw_binary_iter</c>).</summary>
/// <remarks>
/// A header of 20 bytes, then entries, each with a word of type and size at its head. Entries refer to data by its offset
/// in the file, which may lie behind the part that the header counts.
/// </remarks>
internal sealed class FwImageParser
{
    private const int HeaderSize = 20;
    private const int EntryHeaderSize = 4;
    private const int SectionHeaderSize = 20;
    private const int BuildInfoHeaderSize = 8;
    private const uint PageSize = 4096;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly FwImage _image;
    private readonly DeviceLog _log;
    private long _offset;

    public FwImageParser(ReadOnlyMemory<byte> file, FwImage image, DeviceLog log)
    {
        _file = file;
        _image = image;
        _log = log;
    }

    /// <summary>Reads everything.</summary>
    public KernelResult Parse()
    {
        KernelResult result = ParseHeader();
        while (result.IsOk && _offset < _image.HeaderSize)
        {
            result = ParseEntry();
        }

        return result.IsOk && !HasSharedSection()
            ? Refuse(_offset, $"no section begins at 0x{CSF_MCU_SHARED_REGION_START:x}, where the interfaces lie")
            : result;
    }

    private KernelResult ParseHeader()
    {
        if (_file.Length < HeaderSize)
        {
            return Refuse(0, $"the file of {_file.Length} bytes is too small for its header of {HeaderSize}");
        }

        uint magic = Word(0);
        if (magic != CSF_FW_BINARY_HEADER_MAGIC)
        {
            return Refuse(0, $"the magic word is 0x{magic:x8}, not 0x{CSF_FW_BINARY_HEADER_MAGIC:x8}");
        }

        _image.MinorVersion = _file.Span[4];
        _image.MajorVersion = _file.Span[5];
        if (_image.MajorVersion != CSF_FW_BINARY_HEADER_MAJOR_MAX)
        {
            return Refuse(
                5,
                $"the file has version {_image.MajorVersion}.{_image.MinorVersion}, " +
                $"the driver knows {CSF_FW_BINARY_HEADER_MAJOR_MAX}.x");
        }

        _image.VersionHash = Word(8);
        _image.HeaderSize = Word(16);
        if (_image.HeaderSize > _file.Length)
        {
            return Refuse(
                16, $"the file is truncated: the header counts 0x{_image.HeaderSize:x} bytes of 0x{_file.Length:x}");
        }

        _offset = HeaderSize;
        return KernelResult.Ok;
    }

    private KernelResult ParseEntry()
    {
        long start = _offset;
        if (start + EntryHeaderSize > _image.HeaderSize)
        {
            return Refuse(start, $"the entries end at 0x{_image.HeaderSize:x}, within the head of this one");
        }

        uint header = Word(start);
        uint size = CSF_FW_BINARY_ENTRY_SIZE(header);
        if (start % sizeof(uint) != 0 || size % sizeof(uint) != 0)
        {
            return Refuse(start, $"the entry of 0x{size:x} bytes is not aligned to 32 bits");
        }

        if (size < EntryHeaderSize || start + size > _image.HeaderSize)
        {
            return Refuse(start, $"the entry of 0x{size:x} bytes is not within 0x{EntryHeaderSize:x} bytes and the " +
                $"end of the entries at 0x{_image.HeaderSize:x}");
        }

        _offset = start + size;
        switch (CSF_FW_BINARY_ENTRY_TYPE(header))
        {
            case CSF_FW_BINARY_ENTRY_TYPE_IFACE:
                return ParseSection(start);
            case CSF_FW_BINARY_ENTRY_TYPE_BUILD_INFO_METADATA:
                return ParseBuildInfo(start);
            case CSF_FW_BINARY_ENTRY_TYPE_CONFIG:
            case CSF_FW_BINARY_ENTRY_TYPE_FUTF_TEST:
            case CSF_FW_BINARY_ENTRY_TYPE_TRACE_BUFFER:
            case CSF_FW_BINARY_ENTRY_TYPE_TIMELINE_METADATA:
                return KernelResult.Ok;
            default:
                return (header & CSF_FW_BINARY_ENTRY_OPTIONAL) != 0
                    ? KernelResult.Ok
                    : Refuse(start, $"the entry has the unknown type {CSF_FW_BINARY_ENTRY_TYPE(header)} " +
                        "and is not optional");
        }
    }

    private KernelResult ParseSection(long start)
    {
        long fields = start + EntryHeaderSize;
        if (fields + SectionHeaderSize > _offset)
        {
            return Refuse(start, $"the entry of 0x{_offset - start:x} bytes is too small for a section's");
        }

        var section = new FwImageSection(
            (uint)start, null, Word(fields), Word(fields + 4), Word(fields + 8), ReadOnlyMemory<byte>.Empty);
        uint dataStart = Word(fields + 12);
        uint dataEnd = Word(fields + 16);
        KernelResult result = CheckSection(section, dataStart, dataEnd);
        if (!result.IsOk)
        {
            return result;
        }

        if (section.Has(CSF_FW_BINARY_IFACE_ENTRY_PROT))
        {
            _log.Warning("Firmware protected mode entry is not supported, ignoring");
            return KernelResult.Ok;
        }

        result = CheckPlace(section, dataEnd - dataStart);
        if (result.IsOk && section.Size != 0)
        {
            _image.Add(section with
            {
                Name = Text(fields + SectionHeaderSize, _offset),
                Data = _file.Slice((int)dataStart, (int)(dataEnd - dataStart)),
            });
        }

        return result;
    }

    private KernelResult CheckSection(FwImageSection section, uint dataStart, uint dataEnd)
    {
        uint at = section.Offset;
        if (dataEnd < dataStart)
        {
            return Refuse(at, $"the section's data ends at 0x{dataEnd:x}, before its start at 0x{dataStart:x}");
        }

        if (section.End < section.Start)
        {
            return Refuse(at, $"the section ends at 0x{section.End:x}, before its start at 0x{section.Start:x}");
        }

        if (dataEnd > _file.Length)
        {
            return Refuse(
                at, $"the section's data ends at 0x{dataEnd:x}, behind the end of the file at 0x{_file.Length:x}");
        }

        if (((section.Start | section.End) & (PageSize - 1)) != 0)
        {
            return Refuse(
                at, $"the section's addresses 0x{section.Start:x}-0x{section.End:x} are not multiples of 0x{PageSize:x}");
        }

        uint unknown = section.Flags & ~CSF_FW_BINARY_IFACE_ENTRY_SUPPORTED_FLAGS;
        return unknown != 0
            ? Refuse(at, $"the section's flags 0x{section.Flags:x} have unknown bits: 0x{unknown:x}")
            : KernelResult.Ok;
    }

    private KernelResult CheckPlace(FwImageSection section, uint dataSize)
    {
        if (section.Start == CSF_MCU_SHARED_REGION_START && !section.Has(CSF_FW_BINARY_IFACE_ENTRY_SHARED))
        {
            return Refuse(
                section.Offset,
                $"the section at 0x{CSF_MCU_SHARED_REGION_START:x} has the interfaces but is not shared");
        }

        return dataSize > section.Size
            ? Refuse(section.Offset, $"0x{dataSize:x} bytes of data do not fit into a section of 0x{section.Size:x}")
            : KernelResult.Ok;
    }

    // Nobody needs the build information: what is wrong with it is no reason to refuse the file.
    private KernelResult ParseBuildInfo(long start)
    {
        const string Head = "git_sha: ";
        long fields = start + EntryHeaderSize;
        if (fields + BuildInfoHeaderSize > _offset)
        {
            return Refuse(start, $"the entry of 0x{_offset - start:x} bytes is too small for the build information's");
        }

        uint textStart = Word(fields);
        uint textSize = Word(fields + 4);
        if (textStart > _file.Length || textSize > _file.Length - textStart || textSize <= Head.Length)
        {
            _log.Error("Firmware build info corrupt");
            return KernelResult.Ok;
        }

        ReadOnlySpan<byte> text = _file.Span.Slice((int)textStart, (int)textSize);
        if (!text.StartsWith("git_sha: "u8))
        {
            return KernelResult.Ok;
        }

        if (text[^1] != 0)
        {
            _log.Warning("Firmware's git sha is not NULL terminated");
            return KernelResult.Ok;
        }

        _image.GitSha = Text(textStart + Head.Length, textStart + (long)textSize);
        _log.Info($"Firmware git sha: {_image.GitSha}");
        return KernelResult.Ok;
    }

    private bool HasSharedSection()
    {
        foreach (FwImageSection section in _image.Sections)
        {
            if (section.Start == CSF_MCU_SHARED_REGION_START)
            {
                return true;
            }
        }

        return false;
    }

    private uint Word(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(_file.Span[(int)offset..]);

    private string? Text(long start, long end)
    {
        ReadOnlySpan<byte> bytes = _file.Span[(int)start..(int)end];
        int length = bytes.IndexOf((byte)0);
        return (length < 0 ? bytes.Length : length) is > 0 and var count
            ? Encoding.ASCII.GetString(bytes[..count])
            : null;
    }

    private KernelResult Refuse(long offset, string reason)
    {
        _log.Error($"Firmware image refused at offset 0x{offset:x}: {reason}");
        return KernelResult.Fail(Errno.EINVAL, $"firmware image, offset 0x{offset:x}: {reason}");
    }
}
