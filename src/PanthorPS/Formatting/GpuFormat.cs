using System;
using System.ComponentModel;
using System.Globalization;
using Panthor.Driver.Device;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>How the module's views write addresses, sizes and flags. Called by the files in Views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class GpuFormat
{
    private const int AddressDigits = 12;
    private const ulong PageSize = 4096;
    private const long NoLimit = long.MaxValue / 2;

    private static readonly string[] s_units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>An address, in as many digits as a 48-bit one has: <c>0x000000400000</c>.</summary>
    public static string Address(ulong value) =>
        "0x" + value.ToString("x" + AddressDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A number in hexadecimal, without leading zeros: <c>0x1000</c>.</summary>
    public static string Hex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>A 64-bit value with all its digits.</summary>
    public static string Raw(ulong value) => "0x" + value.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A value with all the digits of its width.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bits">32 or 64.</param>
    public static string Word(ulong value, int bits) => bits == 64
        ? Raw(value)
        : "0x" + value.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>A size in the largest unit that keeps it whole, or with one decimal from 10 of a unit on.</summary>
    public static string Size(ulong bytes)
    {
        int unit = 0;
        ulong whole = bytes;
        while (unit < s_units.Length - 1 && whole >= 1024 && whole % 1024 == 0)
        {
            whole /= 1024;
            unit++;
        }

        if (whole < 10 * 1024 || unit == s_units.Length - 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{whole} {s_units[unit]}");
        }

        double value = whole;
        while (value >= 1024 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:F1} {s_units[unit]}");
    }

    /// <summary>What a mapping allows, as letters: <c>RWX-</c>; the last is C for cached.</summary>
    public static string MapFlags(GpuMapFlags flags) => string.Create(CultureInfo.InvariantCulture, $"R{(
        flags.HasFlag(GpuMapFlags.ReadOnly) ? '-' : 'W')}{(
        flags.HasFlag(GpuMapFlags.NoExecute) ? '-' : 'X')}{(
        flags.HasFlag(GpuMapFlags.Uncached) ? '-' : 'C')}");

    /// <summary>What a page table entry says, as letters: <c>RWXC</c>, or <c>table</c>.</summary>
    public static string PageFlags(GpuPageFlags flags) => flags.HasFlag(GpuPageFlags.Table)
        ? "table"
        : string.Create(CultureInfo.InvariantCulture, $"{(
            flags.HasFlag(GpuPageFlags.Read) ? 'R' : '-')}{(
            flags.HasFlag(GpuPageFlags.Write) ? 'W' : '-')}{(
            flags.HasFlag(GpuPageFlags.Execute) ? 'X' : '-')}{(
            flags.HasFlag(GpuPageFlags.Cached) ? 'C' : '-')}");

    /// <summary>Seconds since boot with microseconds, as in the kernel log.</summary>
    public static string Time(VirtualTime time) => time.ToString().Trim();

    /// <summary>Pages of 4 KiB, and how much that is: <c>16 (64 KiB)</c>.</summary>
    public static string Pages(long pages) =>
        string.Create(CultureInfo.InvariantCulture, $"{pages} ({PageBytes(pages)})");

    /// <summary>Pages of 4 KiB as a size.</summary>
    public static string PageBytes(long pages) => Size((ulong)Math.Max(pages, 0) * PageSize);

    /// <summary>A number and what is counted: <c>1 page</c>, <c>2 pages</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called.</param>
    public static string Counted(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");

    /// <summary>How often something happens; <c>always</c> where there is no limit.</summary>
    public static string Times(long times) =>
        times > NoLimit ? "always" : times.ToString(CultureInfo.InvariantCulture);

    /// <summary>A probability from 0 to 1 in percent.</summary>
    public static string Percent(double probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{probability * 100:0.####} %");

    /// <summary>A number of a slot; a dash for none.</summary>
    public static string Slot(int slot) => slot < 0 ? "-" : slot.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a page is in memory; a dash if it is not.</summary>
    public static string PagePlace(BackingPage page) =>
        page is { State: BackingPageState.Resident } ? Address(page.PhysicalAddress) : "-";

    /// <summary>Who sees a page: CPU, GPU, both or none.</summary>
    public static string PageViewers(BackingPage page) => page switch
    {
        { IsCpuMapped: true, IsGpuMapped: true } => "CPU GPU",
        { IsCpuMapped: true } => "CPU",
        { IsGpuMapped: true } => "GPU",
        _ => "",
    };

    /// <summary>
    /// A buffer as it is named in a table: its number, and its label if it has one; the kernel's own by their labels.
    /// </summary>
    public static string Buffer(GpuBuffer? buffer) => buffer switch
    {
        null => "",
        { Handle: 0, IsKernel: true } => buffer.Label is { Length: > 0 } name ? name : "(kernel)",
        { Handle: 0 } => "(closed)",
        { Label: { Length: > 0 } label } => string.Create(CultureInfo.InvariantCulture, $"{buffer.Handle} ({label})"),
        _ => buffer.Handle.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>What a mapping shows: the buffer, or the dummy object.</summary>
    public static string MappingTarget(GpuMapping mapping) => mapping switch
    {
        null => "",
        { IsSparse: true } => "(dummy object)",
        _ => Buffer(mapping.Buffer),
    };

    /// <summary>The buffer of an entry of a reclaim list, or what the kernel calls its own.</summary>
    public static string Reclaimed(GpuReclaimEntry entry) => entry is null ? ""
        : entry.Buffer is { } buffer ? Buffer(buffer)
        : entry.Label.Length != 0 ? entry.Label
        : "(kernel)";

    /// <summary>A VM as it is named in a table: its number, and its client unless that is the first one.</summary>
    public static string Vm(GpuVm? vm) => vm switch
    {
        null => "",
        { Client.Id: 1 } => vm.Id.ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{vm.Id} (client {vm.Client.Id})"),
    };

    /// <summary>The locked region of an address space; empty if none is locked.</summary>
    public static string Locked(GpuAddressSpace space) => space is null || space.LockedSize == 0
        ? ""
        : new GpuRegion(space.LockedAddress, space.LockedSize).ToString();

    /// <summary>The numbers of an event in one line.</summary>
    public static string EventData(GpuEventRecord record) => record?.DataText ?? "";

    private static string FaultName(uint status) => PanthorException.Name(status & 0xff);
}
