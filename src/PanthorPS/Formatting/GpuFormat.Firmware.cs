using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PanthorPS;

/// <content>The firmware.</content>
public static partial class GpuFormat
{
    /// <summary>What may be done with a section, as letters, and how it is loaded: <c>RW-C shared zero</c>.</summary>
    public static string FirmwareFlags(GpuFirmwareSectionFlags flags)
    {
        string letters = string.Create(CultureInfo.InvariantCulture, $"{(
            flags.HasFlag(GpuFirmwareSectionFlags.Read) ? 'R' : '-')}{(
            flags.HasFlag(GpuFirmwareSectionFlags.Write) ? 'W' : '-')}{(
            flags.HasFlag(GpuFirmwareSectionFlags.Execute) ? 'X' : '-')}{(
            flags.HasFlag(GpuFirmwareSectionFlags.Cached) ? 'C' : '-')}");
        string coherent = flags.HasFlag(GpuFirmwareSectionFlags.Coherent) ? " coherent" : "";
        string shared = flags.HasFlag(GpuFirmwareSectionFlags.Shared) ? " shared" : "";
        string zero = flags.HasFlag(GpuFirmwareSectionFlags.Zero) ? " zero" : "";
        return letters + coherent + shared + zero;
    }

    /// <summary>A section in a line: <c>0x00800000 4 KiB R-XC</c>.</summary>
    public static string FirmwareSection(GpuFirmwareSection section) => section is null
        ? ""
        : $"{Word(section.Address, 32)} {Size(section.Size),9} {FirmwareFlags(section.Flags)}";

    /// <summary>Sections, a line each.</summary>
    public static string FirmwareSections(IEnumerable<GpuFirmwareSection> sections) =>
        string.Join('\n', (sections ?? []).Select(FirmwareSection));
}
