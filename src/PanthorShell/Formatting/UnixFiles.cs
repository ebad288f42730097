using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Text;

namespace PanthorShell.Formatting;

/// <summary>What a Unix directory listing shows of a file.</summary>
internal sealed record UnixFileDescription(string Mode, string User, string Group, long Size);

/// <summary>Mode, owner and group of files, as ls -l shows them.</summary>
internal static partial class UnixFiles
{
    private static readonly Lazy<Dictionary<uint, string>> s_users = new(() => ReadNames("/etc/passwd"));
    private static readonly Lazy<Dictionary<uint, string>> s_groups = new(() => ReadNames("/etc/group"));

    public static UnixFileDescription Describe(PSObject value)
    {
        var info = (FileSystemInfo)value.BaseObject;
        var mode = new StringBuilder(info.LinkTarget is not null ? "l" : info is DirectoryInfo ? "d" : "-");
        UnixFileMode bits = OperatingSystem.IsWindows() ? 0 : info.UnixFileMode;
        for (int shift = 8; shift >= 0; shift--)
        {
            bool set = ((int)bits & (1 << shift)) != 0;
            mode.Append(set ? "xwr"[shift % 3] : '-');
        }

        Special(mode, bits, UnixFileMode.SetUser, 3, 's', 'S');
        Special(mode, bits, UnixFileMode.SetGroup, 6, 's', 'S');
        Special(mode, bits, UnixFileMode.StickyBit, 9, 't', 'T');

        if (LStat(info.FullName, out FileStatus status) != 0)
            return new UnixFileDescription(mode.ToString(), "", "", info is FileInfo file ? file.Length : 0);
        return new UnixFileDescription(
            mode.ToString(), Name(s_users.Value, status.Uid), Name(s_groups.Value, status.Gid), status.Size);
    }

    public static object DisplayName(PSObject value)
    {
        var info = (FileSystemInfo)value.BaseObject;
        return info.LinkTarget is null ? info.Name : info.Name + " -> " + info.LinkTarget;
    }

    private static void Special(StringBuilder mode, UnixFileMode bits, UnixFileMode bit, int index, char set,
        char alone)
    {
        if (bits.HasFlag(bit)) mode[index] = mode[index] == 'x' ? set : alone;
    }

    private static string Name(Dictionary<uint, string> names, uint id) =>
        names.TryGetValue(id, out string? name) ? name : id.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<uint, string> ReadNames(string path)
    {
        var names = new Dictionary<uint, string>();
        if (!File.Exists(path)) return names;

        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split(':');
            if (fields.Length > 2 && uint.TryParse(fields[2], CultureInfo.InvariantCulture, out uint id))
                names.TryAdd(id, fields[0]);
        }

        return names;
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, out FileStatus status);

    /// <summary>The portable stat structure of the .NET runtime's own native library.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileStatus
    {
        public int Flags;
        public int Mode;
        public uint Uid;
        public uint Gid;
        public long Size;
        public long ATime;
        public long ATimeNsec;
        public long MTime;
        public long MTimeNsec;
        public long CTime;
        public long CTimeNsec;
        public long BirthTime;
        public long BirthTimeNsec;
        public long Dev;
        public long RDev;
        public long Ino;
        public uint UserFlags;
    }
}
