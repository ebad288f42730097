using System.Globalization;
using System.IO;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>The computed cells of the built-in views.</summary>
internal static class BuiltInValues
{
    /// <summary>The line above a directory listing.</summary>
    public static CustomControlDefinition DirectoryLabel { get; } = new()
    {
        Entries =
        [
            new CustomEntryDefinition(new EntrySelector(),
            [
                new CustomText("    Directory: "),
                new CustomExpression(ValueExpression.Code(ParentDirectory), null, false, null, null, null),
            ]),
        ],
    };

    public static object? ParentDirectory(PSObject value)
    {
        return value.BaseObject switch
        {
            FileInfo file => file.DirectoryName,
            DirectoryInfo directory => directory.Parent?.FullName ?? "",
            _ => null,
        };
    }

    public static object? LongDate(PSObject value)
    {
        var date = (System.DateTime)value.BaseObject;
        return string.Format(CultureInfo.CurrentCulture, "{0} {1}", date.ToLongDateString(), date.ToLongTimeString());
    }

    public static object? Mode(PSObject value)
    {
        var info = (FileSystemInfo)value.BaseObject;
        FileAttributes attributes = info.Attributes;
        char Flag(FileAttributes attribute, char letter) => attributes.HasFlag(attribute) ? letter : '-';
        char kind = info.LinkTarget is not null ? 'l' : Flag(FileAttributes.Directory, 'd');
        return string.Concat(
            kind.ToString(),
            Flag(FileAttributes.Archive, 'a').ToString(),
            Flag(FileAttributes.ReadOnly, 'r').ToString(),
            Flag(FileAttributes.Hidden, 'h').ToString()) + Flag(FileAttributes.System, 's');
    }

    public static string AliasDisplay(AliasInfo alias) =>
        alias.Name + " -> " + (alias.ReferencedCommand?.Name ?? alias.Definition);

    public static object? Property(PSObject value, string name) => value.Properties[name]?.Value;

    public static object? PreRelease(PSObject value)
    {
        if (((PSModuleInfo)value.BaseObject).PrivateData is not System.Collections.IDictionary data) return null;
        return data["PSData"] is System.Collections.IDictionary psData ? psData["Prerelease"] : null;
    }

    public static object? DriveSpace(PSObject value, bool used)
    {
        var drive = (PSDriveInfo)value.BaseObject;
        if (drive.Provider.Name != "FileSystem" || !Directory.Exists(drive.Root)) return null;

        var info = new DriveInfo(drive.Root);
        double bytes = used ? info.TotalSize - info.AvailableFreeSpace : info.AvailableFreeSpace;
        return (bytes / (1024 * 1024 * 1024)).ToString("###0.00", CultureInfo.CurrentCulture);
    }
}
