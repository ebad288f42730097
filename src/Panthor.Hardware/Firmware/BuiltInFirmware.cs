using System;
using System.Buffers.Binary;

namespace Panthor.Hardware;

/// <summary>The firmware image that a board has on its disk unless it is given another.</summary>
/// <remarks>
/// It has the sections of a real image in the smallest size: a vector table at address 0 (stack pointer, reset vector),
/// code at 0x800000, data and stack at 0x2000000 and the shared section at 0x4000000. The shared section's data is what
/// real images have there: the control blocks with the addresses of all input and output blocks, and zero for what the
/// firmware fills in when it boots (version, features, sizes of suspend buffers).
/// </remarks>
public static class BuiltInFirmware
{
    /// <summary>The hash that the build information names: this project's name in ASCII, and zeros.</summary>
    public const string GitHash = "70616e74686f7270730000000000000000000000";

    private const uint CodeStart = 0x0080_0000;
    private const uint DataStart = 0x0200_0000;
    private const uint PageSize = PhysicalMemory.PageSize;

    // The blocks' distances: their sizes, rounded up to the next multiple of 32.
    private const uint GroupInputStride = 0x60;
    private const uint GroupOutputStride = 0x20;
    private const uint StreamInputStride = 0x60;
    private const uint StreamOutputStride = 0xe0;
    private const uint GlobalStride = 0x100;

    /// <summary>Builds the image.</summary>
    /// <param name="versionHash">Version of the interface, as real images have it in their header.</param>
    /// <param name="groupSlots">Number of group slots.</param>
    /// <param name="streams">Streams in a group.</param>
    public static byte[] Build(uint versionHash, int groupSlots, int streams)
    {
        byte[] shared = SharedData(groupSlots, streams, out uint sharedSize);
        return new FirmwareImageBuilder { VersionHash = versionHash }
            .AddSection(FirmwareSectionFlags.Read | FirmwareSectionFlags.Cached, 0, PageSize, Vectors())
            .AddSection(
                FirmwareSectionFlags.Read | FirmwareSectionFlags.Execute | FirmwareSectionFlags.Cached,
                CodeStart,
                CodeStart + PageSize,
                [0x30, 0xbf, 0xfd, 0xe7])
            .AddSection(
                FirmwareSectionFlags.Read | FirmwareSectionFlags.Write | FirmwareSectionFlags.Cached
                    | FirmwareSectionFlags.Zero,
                DataStart,
                DataStart + PageSize,
                [])
            .AddSection(
                FirmwareSectionFlags.Read | FirmwareSectionFlags.Write | FirmwareSectionFlags.CachedCoherent
                    | FirmwareSectionFlags.Shared | FirmwareSectionFlags.Zero,
                FirmwareInterface.SharedStart,
                FirmwareInterface.SharedStart + sharedSize,
                shared)
            .AddBuildInfo(GitHash)
            .Build();
    }

    // Stack pointer, then sixteen handlers in Thumb code; all of them are the loop at the start of the code:
    // wait for an interrupt, branch back. (Nobody executes it; the MCU behaves as the firmware model does.)
    private static byte[] Vectors()
    {
        byte[] vectors = new byte[17 * 4];
        Put(vectors, 0, DataStart + PageSize);
        for (int handler = 1; handler <= 16; handler++)
            Put(vectors, handler * 4, CodeStart | 1);

        return vectors;
    }

    /// <summary>The control blocks, as the data of the shared section.</summary>
    /// <param name="groupSlots">Number of group slots.</param>
    /// <param name="streams">Streams in a group.</param>
    /// <param name="size">Bytes that the section needs, input and output blocks included.</param>
    internal static byte[] SharedData(int groupSlots, int streams, out uint size)
    {
        uint groupStride = FirmwareInterface.StreamControlOffset
            + ((uint)streams * FirmwareInterface.StreamControlSize);
        uint controlEnd = FirmwareInterface.GroupControlOffset + ((uint)groupSlots * groupStride);
        byte[] data = new byte[controlEnd];

        uint streamCount = (uint)(groupSlots * streams);
        uint input = PageAligned(controlEnd);
        uint groupInput = input + GlobalStride;
        uint streamInput = groupInput + ((uint)groupSlots * GroupInputStride);
        uint output = PageAligned(streamInput + (streamCount * StreamInputStride));
        uint groupOutput = output + GlobalStride;
        uint streamOutput = groupOutput + ((uint)groupSlots * GroupOutputStride);
        size = PageAligned(streamOutput + (streamCount * StreamOutputStride));

        Put(data, 8, FirmwareInterface.SharedStart + input);
        Put(data, 12, FirmwareInterface.SharedStart + output);
        Put(data, 16, (uint)groupSlots);
        Put(data, 20, groupStride);
        for (uint slot = 0; slot < groupSlots; slot++)
        {
            int control = (int)(FirmwareInterface.GroupControlOffset + (slot * groupStride));
            Put(data, control + 4, FirmwareInterface.SharedStart + groupInput + (slot * GroupInputStride));
            Put(data, control + 8, FirmwareInterface.SharedStart + groupOutput + (slot * GroupOutputStride));
            Put(data, control + 20, (uint)streams);
            Put(data, control + 24, FirmwareInterface.StreamControlSize);
            for (uint stream = 0; stream < streams; stream++)
            {
                uint index = (slot * (uint)streams) + stream;
                int at = control + (int)(FirmwareInterface.StreamControlOffset
                    + (stream * FirmwareInterface.StreamControlSize));
                Put(data, at + 4, FirmwareInterface.SharedStart + streamInput + (index * StreamInputStride));
                Put(data, at + 8, FirmwareInterface.SharedStart + streamOutput + (index * StreamOutputStride));
            }
        }

        return data;
    }

    private static uint PageAligned(uint size) => (size + PageSize - 1) & ~(PageSize - 1);

    private static void Put(Span<byte> bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[offset..], value);
}
