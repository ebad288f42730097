using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace PanthorShell.Formatting;

/// <summary>The views that PowerShell has for its own types and for those of .NET, made on first use.</summary>
internal static class BuiltInViews
{
    private const string Automation = "System.Management.Automation.";
    private const string Commands = "Microsoft.PowerShell.Commands.";

    private static readonly ConcurrentDictionary<string,
        ViewDefinition[]> s_views = new(StringComparer.OrdinalIgnoreCase);

    public static ViewDefinition[] For(string typeName) => s_views.GetOrAdd(typeName, Create);

    private static ViewDefinition[] Create(string typeName)
    {
        List<ViewControl> controls = Controls(typeName);
        if (controls.Count == 0) return [];

        bool outOfBand = typeName is Automation + "ErrorRecord" or Automation + "WarningRecord"
            or Automation + "InformationRecord" or Automation + "VerboseRecord" or Automation + "DebugRecord";
        return [.. controls.Select(control => new ViewDefinition
        {
            Name = NameOf(typeName),
            TypeNames = Family(typeName, control),
            Control = control,
            GroupBy = GroupBy(typeName),
            OutOfBand = outOfBand,
        })];
    }

    /// <summary>The types that share a view, so that their objects can stand in one table.</summary>
    private static string[] Family(string typeName, ViewControl control) => typeName switch
    {
        "System.IO.FileInfo" or "System.IO.DirectoryInfo" => ["System.IO.FileInfo", "System.IO.DirectoryInfo"],
        Automation + "AliasInfo" or Automation + "ApplicationInfo" or Automation + "CmdletInfo"
            or Automation + "ExternalScriptInfo" or Automation + "FilterInfo" or Automation + "FunctionInfo"
            or Automation + "ScriptInfo" when control.Shape == ViewShape.Table =>
        [
            Automation + "AliasInfo", Automation + "ApplicationInfo", Automation + "CmdletInfo",
            Automation + "ExternalScriptInfo", Automation + "FilterInfo", Automation + "FunctionInfo", Automation
                + "ScriptInfo",
        ],
        _ => [typeName],
    };

    private static string NameOf(string typeName) => typeName switch
    {
        "System.IO.FileInfo" or "System.IO.DirectoryInfo" => "children",
        "System.Diagnostics.Process" => "process",
        _ => typeName[(typeName.LastIndexOf('.') + 1)..],
    };

    private static GroupByDefinition? GroupBy(string typeName) => typeName switch
    {
        "System.IO.FileInfo" or "System.IO.DirectoryInfo" =>
            new GroupByDefinition(Fn(BuiltInValues.ParentDirectory), null, BuiltInValues.DirectoryLabel),
        Commands + "MemberDefinition" => new GroupByDefinition(ValueExpression.Property("TypeName"), null, null),
        Commands + "ByteCollection" => new GroupByDefinition(ValueExpression.Property("Label"), null, null),
        _ => null,
    };

    private static List<ViewControl> Controls(string typeName)
    {
        if (typeName.StartsWith(Automation, StringComparison.OrdinalIgnoreCase))
            return AutomationControls(typeName[Automation.Length..]);
        if (typeName.StartsWith(Commands, StringComparison.OrdinalIgnoreCase))
            return CommandControls(typeName[Commands.Length..]);
        return DotNetControls(typeName);
    }

    private static List<ViewControl> DotNetControls(string typeName) => typeName switch
    {
        "MamlCommandHelpInfo" or "MamlCommandHelpInfo#FullView" or "MamlCommandHelpInfo#DetailedView"
            or "MamlCommandHelpInfo#ExamplesView" or "MamlCommandHelpInfo#parameter" =>
            [new CustomControlDefinition { Entries = [], Builder = HelpLayout.Build }],
        "System.RuntimeType" => [Table(("IsPublic", 8), ("IsSerial=IsSerializable", 8), ("Name", 40), ("BaseType", 0))],
        "System.Reflection.Assembly" => [Table(
            ("GAC=GlobalAssemblyCache", 6), ("Version=ImageRuntimeVersion", 14), ("Location", 0))],
        "System.Reflection.AssemblyName" => [Table(("Version", 14), ("Name", 0))],
        "System.Globalization.CultureInfo" => [Table(("LCID", 16), ("Name", 16), ("DisplayName", 0))],
        "System.Diagnostics.FileVersionInfo" => [Table(("ProductVersion", 16), ("FileVersion", 16), ("FileName", 0))],
        "System.Version" => [Table(("Major", 6), ("Minor", 6), ("Build", 6), ("Revision", 8))],
        "System.Management.Automation.SemanticVersion" =>
            [Table(("Major", 6), ("Minor", 6), ("Patch", 6), ("PreReleaseLabel", 15), ("BuildLabel", 11))],
        "System.Collections.DictionaryEntry" => [DictionaryTable(), DictionaryList()],
        "System.Diagnostics.Process" => [ProcessTable(), Wide("ProcessName")],
        "System.TimeSpan" =>
        [
            List("Days", "Hours", "Minutes", "Seconds", "Milliseconds", "Ticks", "TotalDays", "TotalHours",
                "TotalMinutes", "TotalSeconds", "TotalMilliseconds"),
            Table(("Days", 0), ("Hours", 0), ("Minutes", 0), ("Seconds", 0), ("Milliseconds", 0)),
            Wide("TotalMilliseconds"),
        ],
        "System.DateTime" => [Custom(BuiltInValues.LongDate)],
        "System.Guid" => [Table(Column("Guid", 0, value => value.BaseObject.ToString()))],
        "System.IO.FileInfo" => [FileTable(), FileList(isFile: true), Wide("Name")],
        "System.IO.DirectoryInfo" => [FileTable(), FileList(isFile: false), DirectoryWide()],
        _ => [],
    };

    private static List<ViewControl> CommandControls(string name) => name switch
    {
        "MemberDefinition" => [AutoTable("Name", "MemberType", "Definition")],
        "GroupInfo" =>
        [
            Table(Count(), Column("Name", 25), Column("Group", 0)),
            List("Name", "Count", "Group", "Values"),
        ],
        "GroupInfoNoElement" => [Table(Count(), Column("Name", 25)), List("Name", "Count", "Values")],
        "MatchInfo" => [Custom(value => value.BaseObject.ToString())],
        "FileHashInfo" => [Table(("Algorithm", 15), ("Hash", 70), ("Path", 0))],
        "ByteCollection" => [Table(
            new ColumnSpec("Offset", 16, CellAlignment.Right, ValueExpression.Property("HexOffset")),
            new ColumnSpec("Bytes\n00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", 47, CellAlignment.Left,
                ValueExpression.Property("HexBytes")),
            new ColumnSpec("Ascii", 16, CellAlignment.Left, ValueExpression.Property("Ascii")))],
        _ => [],
    };

    private static List<ViewControl> AutomationControls(string name) => name switch
    {
        "SemanticVersion" => DotNetControls(Automation + name),
        "PSVariable" => [Table(("Name", 30), ("Value", 0))],
        "PathInfo" => [Table(("Path", 0))],
        "CommandInfo" => [Table(("CommandType", 15), ("Name", 0))],
        "AliasInfo" =>
            [CommandTable(), List("DisplayName", "CommandType", "Definition", "ReferencedCommand", "ResolvedCommand")],
        "ApplicationInfo" =>
            [CommandTable(), List("Name", "CommandType", "Definition", "Extension", "Path", "FileVersionInfo")],
        "ExternalScriptInfo" or "ScriptInfo" => [CommandTable(), List("Name", "CommandType", "Definition", "Path")],
        "FunctionInfo" or "FilterInfo" => [CommandTable(), List("Name", "CommandType", "Definition")],
        "CmdletInfo" =>
        [
            CommandTable(),
            List("Name", "CommandType", "Definition", "Path", "DLL", "HelpFile", "ParameterSets", "ImplementingType",
                "Verb", "Noun"),
        ],
        "PSModuleInfo" => [ModuleTable(), Wide("Name"), ModuleList()],
        "PSDriveInfo" => [DriveTable(), List("Name", "Description", "Provider", "Root", "CurrentLocation")],
        "ScriptBlock" => [Custom(value => value.BaseObject.ToString())],
        "ErrorRecord" => [Custom(value => ErrorView.Text((ErrorRecord)value.BaseObject))],
        "WarningRecord" or "VerboseRecord" or "DebugRecord" =>
            [Custom(value => ((InformationalRecord)value.BaseObject).Message)],
        "InformationRecord" => [Custom(value => value.BaseObject.ToString())],
        "PSMethod" => [Table(Column("OverloadDefinitions", 0, Overloads) with { Wrap = true })],
        "ProviderInfo" => [Table(("Name", 20), ("Capabilities", 0), ("Drives", 0))],
        _ => [],
    };

    private static object? Overloads(PSObject value) =>
        value.BaseObject is PSMethodInfo method ? string.Join(Environment.NewLine, method.OverloadDefinitions) + "\n"
            : null;

    private static TableControlDefinition DictionaryTable() => Table(
        Column("Name", 30, value => ((DictionaryEntry)value.BaseObject).Key),
        Column("Value", 0, value => ((DictionaryEntry)value.BaseObject).Value));

    private static ListControlDefinition DictionaryList() => ListOf(
        ("Name", value => ((DictionaryEntry)value.BaseObject).Key),
        ("Value", value => ((DictionaryEntry)value.BaseObject).Value));

    private static ColumnSpec Count() => new("Count", 5, CellAlignment.Right, ValueExpression.Property("Count"));

    private static TableControlDefinition CommandTable() => Table(
        Column("CommandType", 15),
        Column("Name", 50, value => value.BaseObject is AliasInfo alias ? BuiltInValues.AliasDisplay(alias)
            : ((CommandInfo)value.BaseObject).Name),
        Column("Version", 10, value => BuiltInValues.Property(value, "Version")),
        Column("Source", 0, value => BuiltInValues.Property(value, "Source")));

    private static TableControlDefinition ModuleTable() => Table(
        Left("ModuleType", 10),
        Left("Version", 10),
        Left("PreRelease", 10, BuiltInValues.PreRelease),
        Left("Name", 35),
        Left("ExportedCommands", 0, value => ((PSModuleInfo)value.BaseObject).ExportedCommands.Keys));

    private static ListControlDefinition ModuleList() => ListOf(
        ("Name", value => ((PSModuleInfo)value.BaseObject).Name),
        ("Path", value => ((PSModuleInfo)value.BaseObject).Path),
        ("Description", value => ((PSModuleInfo)value.BaseObject).Description),
        ("ModuleType", value => ((PSModuleInfo)value.BaseObject).ModuleType),
        ("Version", value => ((PSModuleInfo)value.BaseObject).Version),
        ("PreRelease", BuiltInValues.PreRelease),
        ("NestedModules", value => ((PSModuleInfo)value.BaseObject).NestedModules),
        ("ExportedFunctions", value => ((PSModuleInfo)value.BaseObject).ExportedFunctions.Keys),
        ("ExportedCmdlets", value => ((PSModuleInfo)value.BaseObject).ExportedCmdlets.Keys),
        ("ExportedVariables", value => ((PSModuleInfo)value.BaseObject).ExportedVariables.Keys),
        ("ExportedAliases", value => ((PSModuleInfo)value.BaseObject).ExportedAliases.Keys));

    private static TableControlDefinition DriveTable() => Table(
        Column("Name", 10),
        new ColumnSpec("Used (GB)", 13, CellAlignment.Right, Fn(value => BuiltInValues.DriveSpace(value, used: true))),
        new ColumnSpec("Free (GB)", 13, CellAlignment.Right, Fn(value => BuiltInValues.DriveSpace(value, used: false))),
        Column("Provider", 13, value => ((PSDriveInfo)value.BaseObject).Provider.Name),
        Column("Root", 35),
        new ColumnSpec("CurrentLocation", 0, CellAlignment.Right, ValueExpression.Property("CurrentLocation")));

    private static TableControlDefinition ProcessTable() => Table(
        Right("NPM(K)", 7, _ => 0L),
        Right("PM(M)", 8, value => Megabytes(((Process)value.BaseObject).PagedMemorySize64)),
        Right("WS(M)", 10, value => Megabytes(((Process)value.BaseObject).WorkingSet64)),
        Right("CPU(s)", 10, value =>
            ((Process)value.BaseObject).TotalProcessorTime.TotalSeconds.ToString("N2", CultureInfo.CurrentCulture)),
        Right("Id", 7, value => ((Process)value.BaseObject).Id),
        Right("SI", 3, value => ((Process)value.BaseObject).SessionId),
        Column("ProcessName", 0));

    private static string Megabytes(long bytes) => ((float)bytes / (1024 * 1024))
        .ToString("N2", CultureInfo.CurrentCulture);

    private static TableControlDefinition FileTable()
    {
        if (OperatingSystem.IsWindows())
        {
            return Table(
                Left("Mode", 7, BuiltInValues.Mode) with { Wrap = true },
                Right("LastWriteTime", 26, value => Moment(value, "{0,10:d} {0,8:t}")),
                Right("Length", 14, value => (value.BaseObject as FileInfo)?.Length),
                Left("Name", 0, value => ((FileSystemInfo)value.BaseObject).Name));
        }

        return Table(
            Left("UnixMode", 10, value => UnixFiles.Describe(value).Mode) with { Wrap = true },
            Right("User", 10, value => UnixFiles.Describe(value).User),
            Left("Group", 10, value => UnixFiles.Describe(value).Group),
            Right("LastWriteTime", 16, value => Moment(value, "{0:d} {0:HH}:{0:mm}")),
            Right("Size", 12, value => UnixFiles.Describe(value).Size),
            Left("Name", 0, UnixFiles.DisplayName));
    }

    private static string Moment(PSObject value, string format) =>
        string.Format(CultureInfo.CurrentCulture, format, ((FileSystemInfo)value.BaseObject).LastWriteTime);

    private static ListControlDefinition FileList(bool isFile)
    {
        var fields = new List<(string, Func<PSObject, object?>)>
        {
            ("Name", value => ((FileSystemInfo)value.BaseObject).Name),
            ("CreationTime", value => ((FileSystemInfo)value.BaseObject).CreationTime),
            ("LastWriteTime", value => ((FileSystemInfo)value.BaseObject).LastWriteTime),
            ("LastAccessTime", value => ((FileSystemInfo)value.BaseObject).LastAccessTime),
            ("Mode", BuiltInValues.Mode),
            ("LinkType", value => ((FileSystemInfo)value.BaseObject).LinkTarget is null ? null : "SymbolicLink"),
            ("Target", value => ((FileSystemInfo)value.BaseObject).LinkTarget),
        };
        if (isFile)
        {
            fields.Insert(1, ("Length", value => ((FileInfo)value.BaseObject).Length));
            fields.Add(
                ("VersionInfo", value => FileVersionInfo.GetVersionInfo(((FileInfo)value.BaseObject).FullName)
                .ToString()));
        }

        return ListOf([.. fields]);
    }

    private static WideControlDefinition DirectoryWide() => new()
    {
        Entries = [new WideEntryDefinition(new EntrySelector(), ValueExpression.Property("Name"), "[{0}]")],
    };

    private static ValueExpression Fn(Func<PSObject, object?> function) => ValueExpression.Code(function);

    private sealed record ColumnSpec(string Label, int Width, CellAlignment Alignment, ValueExpression Value)
    {
        public bool Wrap { get; init; }
    }

    private static ColumnSpec Column(string name, int width) =>
        new(name, width, CellAlignment.Undefined, ValueExpression.Property(name));

    private static ColumnSpec Column(string name, int width, Func<PSObject, object?> value) =>
        new(name, width, CellAlignment.Undefined, Fn(value));

    private static ColumnSpec Left(string name, int width) =>
        Column(name, width) with { Alignment = CellAlignment.Left };

    private static ColumnSpec Left(string name, int width, Func<PSObject, object?> value) =>
        Column(name, width, value) with { Alignment = CellAlignment.Left };

    private static ColumnSpec Right(string name, int width, Func<PSObject, object?> value) =>
        Column(name, width, value) with { Alignment = CellAlignment.Right };

    private static TableControlDefinition Table(params (string Column, int Width)[] columns)
    {
        return Table([.. columns.Select(column =>
        {
            string[] parts = column.Column.Split('=');
            return new ColumnSpec(parts[0], column.Width, CellAlignment.Undefined, ValueExpression.Property(parts[^1]));
        })]);
    }

    private static TableControlDefinition Table(params ColumnSpec[] columns) => new()
    {
        Headers = [.. columns.Select(column => new HeaderDefinition(column.Label, column.Width, column.Alignment))],
        Rows =
        [
            new RowDefinition(
                new EntrySelector(),
                [.. columns.Select(column => new CellDefinition(column.Value, null, CellAlignment.Undefined, null))],
                columns.Any(column => column.Wrap)),
        ],
    };

    private static TableControlDefinition AutoTable(params string[] columns) => new()
    {
        AutoSize = true,
        Headers = [.. columns.Select(name => new HeaderDefinition(name, 0, CellAlignment.Undefined))],
        Rows =
        [
            new RowDefinition(
                new EntrySelector(),
                [.. columns.Select(name =>
                    new CellDefinition(ValueExpression.Property(name), null, CellAlignment.Undefined, null))],
                false),
        ],
    };

    private static ListControlDefinition List(params string[] names) => new()
    {
        Entries =
        [
            new ListEntryDefinition(
                new EntrySelector(),
                [.. names.Select(name =>
                    new ListItemDefinition(name, ValueExpression.Property(name), null, null, null))]),
        ],
    };

    private static ListControlDefinition ListOf(params (string Name, Func<PSObject, object?> Value)[] fields) => new()
    {
        Entries =
        [
            new ListEntryDefinition(
                new EntrySelector(),
                [.. fields.Select(field => new ListItemDefinition(field.Name, Fn(field.Value), null, null, null))]),
        ],
    };

    private static WideControlDefinition Wide(string name) => new()
    {
        Entries = [new WideEntryDefinition(new EntrySelector(), ValueExpression.Property(name), null)],
    };

    private static CustomControlDefinition Custom(Func<PSObject, object?> value) => new()
    {
        Entries =
        [
            new CustomEntryDefinition(
                new EntrySelector(), [new CustomExpression(Fn(value), null, false, null, null, null)]),
        ],
    };
}
