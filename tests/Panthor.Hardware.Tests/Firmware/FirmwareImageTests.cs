using System;
using System.Buffers.Binary;
using System.Text;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests.Firmware;

public sealed class FirmwareImageTests
{
    [Fact]
    public void An_image_has_header_entries_and_data_in_the_format_of_linux_firmware()
    {
        byte[] image = new FirmwareImageBuilder { VersionHash = 0x01050000 }
            .AddSection(FirmwareSectionFlags.Read | FirmwareSectionFlags.Cached, 0x1000, 0x2000, [1, 2, 3], "abc")
            .AddBuildInfo("1234")
            .Build();

        Assert.Equal(0xc3f13a6e, Word(image, 0));
        Assert.Equal(0x0003u, Word(image, 4));
        Assert.Equal(0x01050000u, Word(image, 8));
        Assert.Equal(20u + 28 + 12, Word(image, 16));

        Assert.Equal(28u << 8, Word(image, 20));
        Assert.Equal(0x9u, Word(image, 24));
        Assert.Equal(0x1000u, Word(image, 28));
        Assert.Equal(0x2000u, Word(image, 32));
        Assert.Equal([1, 2, 3], image[(int)Word(image, 36)..(int)Word(image, 40)]);
        Assert.Equal("abc\0", Encoding.ASCII.GetString(image, 44, 4));

        Assert.Equal(0x80000c06, Word(image, 48));
        Assert.Equal("git_sha: 1234\0", Encoding.ASCII.GetString(image, (int)Word(image, 52), (int)Word(image, 56)));
    }

    [Fact]
    public void An_entry_that_its_size_field_cannot_tell_is_refused()
    {
        var builder = new FirmwareImageBuilder();

        Assert.Throws<ArgumentException>(() => builder.AddEntry(1, 0, new byte[0xfc]));
        Assert.Throws<ArgumentException>(() => builder.AddEntry(1, 0, new byte[3]));
    }

    [Fact]
    public void The_disk_has_the_firmware_of_the_architecture_and_nothing_else()
    {
        using var lab = new Lab();

        Assert.Equal(0xc3f13a6e, Word(Read(lab, "arm/mali/arch10.8/mali_csffw.bin"), 0));
        const string Other = "arm/mali/arch13.8/mali_csffw.bin";
        KernelResult<ReadOnlyMemory<byte>> other = lab.Board.Platform.RequestFirmware(Other);
        Assert.Equal(Errno.ENOENT, other.Errno);
        Assert.Contains("arch10.8", other.Check, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_image_is_the_one_on_the_disk()
    {
        using var lab = new Lab(board: new BoardOptions { MemorySize = 16 << 20, Firmware = new byte[] { 1, 2 } });

        Assert.Equal([1, 2], Read(lab, "arm/mali/arch10.8/mali_csffw.bin"));
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(8, 8)]
    [InlineData(31, 32)]
    public void The_built_in_image_lays_out_its_blocks_without_overlap(int groupSlots, int streams)
    {
        byte[] image = BuiltInFirmware.Build(FirmwareVersion.Make(1, 5, 0), groupSlots, streams);
        int section = 20 + (3 * 24);
        uint end = Word(image, section + 12) - 0x04000000;
        byte[] shared = image[(int)Word(image, section + 16)..(int)Word(image, section + 20)];
        var taken = new bool[end];

        Take(taken, 0, 0x20);
        Take(taken, Word(shared, 8) - 0x04000000, 0x84);
        Take(taken, Word(shared, 12) - 0x04000000, 0x1c);
        Assert.Equal((uint)groupSlots, Word(shared, 16));
        for (uint slot = 0; slot < groupSlots; slot++)
        {
            uint control = 0x1000 + (slot * Word(shared, 20));
            Take(taken, control, 28);
            Take(taken, Word(shared, (int)control + 4) - 0x04000000, 0x58);
            Take(taken, Word(shared, (int)control + 8) - 0x04000000, 0x20);
            Assert.Equal((uint)streams, Word(shared, (int)control + 20));
            for (uint stream = 0; stream < streams; stream++)
            {
                uint at = control + 0x40 + (stream * Word(shared, (int)control + 24));
                Take(taken, at, 12);
                Take(taken, Word(shared, (int)at + 4) - 0x04000000, 0x58);
                Take(taken, Word(shared, (int)at + 8) - 0x04000000, 0xd8);
            }
        }
    }

    private static void Take(bool[] taken, uint offset, uint size)
    {
        Assert.Equal(0u, offset % 4);
        for (uint at = offset; at < offset + size; at++)
        {
            Assert.False(taken[at], $"0x{at:x} belongs to two blocks");
            taken[at] = true;
        }
    }

    private static byte[] Read(Lab lab, string name) => lab.Board.Platform.RequestFirmware(name).Value.ToArray();

    private static uint Word(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset));
}
