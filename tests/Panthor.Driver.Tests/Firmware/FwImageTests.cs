using System;
using System.Buffers.Binary;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Firmware;

/// <summary>Every check of the loader, each with an image that fails it and no other before.</summary>
public sealed class FwImageTests
{
    private const FirmwareSectionFlags SharedFlags = FirmwareSectionFlags.Read | FirmwareSectionFlags.Write
        | FirmwareSectionFlags.CachedCoherent | FirmwareSectionFlags.Shared | FirmwareSectionFlags.Zero;

    private const FirmwareSectionFlags CodeFlags =
        FirmwareSectionFlags.Read | FirmwareSectionFlags.Execute | FirmwareSectionFlags.Cached;

    // Offsets of the header, of the first entry and of its fields.
    private const int MagicAt = 0;
    private const int MajorAt = 5;
    private const int SizeAt = 16;
    private const int EntryAt = 20;
    private const int VaStartAt = 28;
    private const int VaEndAt = 32;
    private const int DataStartAt = 36;
    private const int DataEndAt = 40;

    [Fact]
    public void A_file_smaller_than_its_header_is_refused() => Refuses(new byte[19], 0, "19 bytes");

    [Fact]
    public void A_wrong_magic_word_is_refused() => Refuses(With(MagicAt, 0x1234), MagicAt, "0x00001234");

    [Fact]
    public void A_major_version_that_the_driver_does_not_know_is_refused()
    {
        byte[] image = Image();
        image[MajorAt] = 1;
        Refuses(image, MajorAt, "1.3");
    }

    [Fact]
    public void A_file_that_was_cut_off_within_its_entries_is_refused() =>
        Refuses(Image()[..0x30], SizeAt, "truncated");

    [Fact]
    public void Entries_that_end_within_the_head_of_one_are_refused() =>
        Refuses(With(SizeAt, EntryAt + 2), EntryAt, "within the head");

    [Fact]
    public void An_entry_whose_size_is_no_multiple_of_4_is_refused() =>
        Refuses(With(EntryAt, 22 << 8), EntryAt, "aligned");

    [Fact]
    public void An_entry_smaller_than_its_own_head_is_refused() => Refuses(With(EntryAt, 0), EntryAt, "0x0 bytes");

    [Fact]
    public void An_entry_that_reaches_behind_the_last_one_is_refused() =>
        Refuses(With(EntryAt, 0xfc << 8), EntryAt, "0xfc bytes");

    [Fact]
    public void An_unknown_entry_that_is_not_optional_is_refused() =>
        Refuses(Builder().AddEntry(5, 0, new byte[4]).Build(), 44, "unknown type 5");

    [Fact]
    public void An_entry_too_small_for_a_section_is_refused() =>
        Refuses(Builder().AddEntry(FirmwareImageBuilder.SectionEntry, 0, new byte[16]).Build(), 44, "too small");

    [Fact]
    public void An_entry_too_small_for_build_information_is_refused() =>
        Refuses(Builder().AddEntry(FirmwareImageBuilder.BuildInfoEntry, 0, new byte[4]).Build(), 44, "too small");

    [Fact]
    public void Data_that_ends_before_it_begins_is_refused() =>
        Refuses(With(DataStartAt, 0x80, DataEndAt, 0x40), EntryAt, "0x40, before");

    [Fact]
    public void A_section_that_ends_before_it_begins_is_refused() =>
        Refuses(With(VaStartAt, 0x2000, VaEndAt, 0x1000), EntryAt, "0x1000, before");

    [Fact]
    public void Data_behind_the_end_of_the_file_is_refused() =>
        Refuses(With(DataEndAt, 0x10000), EntryAt, "0x10000, behind");

    [Theory]
    [InlineData(0x800, 0x1000)]
    [InlineData(0x0, 0x1800)]
    public void Addresses_that_are_not_page_aligned_are_refused(uint start, uint end) =>
        Refuses(With(VaStartAt, start, VaEndAt, end), EntryAt, "multiples");

    [Fact]
    public void Flags_that_the_driver_does_not_know_are_refused() =>
        Refuses(With(EntryAt + 4, 0x107), EntryAt, "0x100");

    [Fact]
    public void A_section_at_the_interfaces_place_that_is_not_shared_is_refused() => Refuses(
        new FirmwareImageBuilder().AddSection(CodeFlags, 0x400_0000, 0x400_1000, []).Build(), EntryAt, "not shared");

    [Fact]
    public void Data_larger_than_its_section_is_refused() => Refuses(
        new FirmwareImageBuilder().AddSection(CodeFlags, 0, 0x1000, new byte[0x1004]).Build(), EntryAt, "0x1004");

    [Fact]
    public void An_image_without_a_shared_section_is_refused() => Refuses(
        new FirmwareImageBuilder().AddSection(CodeFlags, 0, 0x1000, new byte[8]).Build(), 44, "no section begins");

    [Fact]
    public void A_shared_section_without_any_size_is_none() => Refuses(
        new FirmwareImageBuilder().AddSection(SharedFlags, 0x400_0000, 0x400_0000, []).Build(), 44, "no section begins");

    [Fact]
    public void Two_sections_at_one_place_are_refused()
    {
        KernelResult result = ProbeLab.Refuses(
            Builder().AddSection(CodeFlags, 0x1000, 0x2000, []).AddSection(CodeFlags, 0, 0x2000, []).Build());
        Assert.Equal(Errno.ENOSPC, result.Errno);
        Assert.Contains("offset 0x44", result.Check);
    }

    [Fact]
    public void A_machine_too_small_for_its_firmware_has_no_memory_for_it()
    {
        byte[] image = Builder().AddSection(CodeFlags, 0x1000_0000, 0x1200_0000, []).Build();
        KernelResult result = ProbeLab.Fails(new MachineOptions { MemorySize = 16L << 20, Firmware = image }, out _);
        Assert.Equal(Errno.ENOMEM, result.Errno);
    }

    [Fact]
    public void Build_information_that_makes_no_sense_is_only_a_complaint()
    {
        Assert.Null(Parse(Builder().AddBuildInfo("git"u8).Build(), out string log).GitSha);
        Assert.Contains("Firmware build info corrupt", log);

        Assert.Null(Parse(Builder().AddBuildInfo("git_sha: 1234"u8).Build(), out log).GitSha);
        Assert.Contains("not NULL terminated", log);

        Assert.Null(Parse(Builder().AddBuildInfo("svn_rev: 1234\0"u8).Build(), out log).GitSha);
        Assert.Empty(log);
    }

    [Fact]
    public void Sections_for_protected_mode_are_left_out()
    {
        byte[] image = Builder()
            .AddSection(CodeFlags | FirmwareSectionFlags.Protected, 0x1000, 0x2000, []).Build();
        Assert.Single(Parse(image, out string log).Sections);
        Assert.Contains("protected mode", log);
    }

    [Fact]
    public void An_image_is_taken_apart_into_its_sections_and_its_origin()
    {
        byte[] image = Builder()
            .AddSection(CodeFlags, 0x80_0000, 0x80_2000, new byte[] { 1, 2, 3, 4 }, "code")
            .AddSection(CodeFlags, 0x90_0000, 0x90_0000, [])
            .AddEntry(FirmwareImageBuilder.ConfigurationEntry, 0, new byte[8])
            .AddEntry(FirmwareImageBuilder.TraceBufferEntry, 0, new byte[8])
            .AddEntry(9, FirmwareImageBuilder.OptionalEntry, new byte[8])
            .AddBuildInfo("0123abcd")
            .Build();
        FwImage parsed = Parse(image, out string log);
        Assert.Equal("0123abcd", parsed.GitSha);
        Assert.Contains("Firmware git sha: 0123abcd", log);
        Assert.Equal((0, 3, image.Length), (parsed.MajorVersion, parsed.MinorVersion, parsed.FileSize));
        Assert.Equal(2, parsed.Sections.Count);
        FwImageSection code = parsed.Sections[1];
        Assert.Equal(("code", 0x80_0000u, 0x2000u, 4), (code.Name, code.Start, code.Size, code.Data.Length));
        Assert.Equal((uint)CodeFlags, code.Flags);
    }

    private static FirmwareImageBuilder Builder() =>
        new FirmwareImageBuilder().AddSection(SharedFlags, 0x400_0000, 0x400_1000, new byte[] { 1 });

    private static byte[] Image() => new FirmwareImageBuilder()
        .AddSection(CodeFlags, 0, 0x1000, new byte[64])
        .AddSection(SharedFlags, 0x400_0000, 0x400_1000, [])
        .Build();

    private static byte[] With(int offset, uint value, int other = MagicAt, uint otherValue = FirmwareImageBuilder.Magic)
    {
        byte[] image = Image();
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(other), otherValue);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(offset), value);
        return image;
    }

    private static FwImage Parse(byte[] image, out string log)
    {
        using var simulation = new Simulation(new SimulationOptions());
        KernelLog kernelLog = simulation.Log;
        KernelResult<FwImage> parsed = FwImage.Parse(image, new DeviceLog(kernelLog, "test"));
        Assert.True(parsed.IsOk, parsed.ToString());
        log = string.Join('\n', kernelLog.Lines.Select(line => line.Message));
        return parsed.Value;
    }

    private static void Refuses(byte[] image, int offset, string reason)
    {
        KernelResult result = ProbeLab.Refuses(image);
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.Contains($"offset 0x{offset:x}:", result.Check);
        Assert.Contains(reason, result.Check);
    }
}
