using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>A module.</summary>
public sealed class PSModuleInfo
{
    private readonly List<PSModuleInfo> _nested = [];
    private readonly List<PSModuleInfo> _required = [];
    private readonly Dictionary<string, object?> _manifest = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a module from a script block.</summary>
    public PSModuleInfo(ScriptBlock scriptBlock)
        : this(ExecutionContext.Current ?? throw new PSInvalidOperationException("There is no session."),
            "__DynamicModule_" + Guid.NewGuid(), string.Empty, ModuleType.Script)
    {
        ArgumentNullException.ThrowIfNull(scriptBlock);
        SessionStateInternal = new SessionStateInternal(ExecutionContext.Current!,
            ExecutionContext.Current!.GlobalSession, this);
        scriptBlock.WithSession(SessionStateInternal).Run(useLocalScope: false, null, []);
        ModuleTable.ExportAllFunctions(this);
    }

    internal PSModuleInfo(ExecutionContext context, string name, string path, ModuleType type)
    {
        Context = context;
        Name = name;
        Path = path;
        ModuleType = type;
        ModuleBase = path.Length == 0 ? string.Empty : System.IO.Path.GetDirectoryName(path) ?? string.Empty;
    }

    /// <summary>The name.</summary>
    public string Name { get; internal set; }

    /// <summary>The file.</summary>
    public string Path { get; internal set; }

    /// <summary>The folder.</summary>
    public string ModuleBase { get; internal set; }

    /// <summary>The kind.</summary>
    public ModuleType ModuleType { get; internal set; }

    /// <summary>The version.</summary>
    public Version Version { get; internal set; } = new(0, 0);

    /// <summary>The identity.</summary>
    public Guid Guid { get; internal set; }

    /// <summary>The author.</summary>
    public string Author => Text("Author");

    /// <summary>The company.</summary>
    public string CompanyName => Text("CompanyName");

    /// <summary>The copyright.</summary>
    public string Copyright => Text("Copyright");

    /// <summary>What the module is for.</summary>
    public string Description
    {
        get => Text("Description");
        set => _manifest["Description"] = value;
    }

    /// <summary>The file that the manifest names.</summary>
    public string? RootModule { get; internal set; }

    /// <summary>The editions it runs in.</summary>
    public IEnumerable<string> CompatiblePSEditions => Strings("CompatiblePSEditions");

    /// <summary>The version of PowerShell it needs.</summary>
    public Version? PowerShellVersion =>
        LanguagePrimitives.TryConvertTo(_manifest.GetValueOrDefault("PowerShellVersion"), out Version? v) ? v : null;

    /// <summary>The files it consists of.</summary>
    public IEnumerable<string> FileList => Strings("FileList");

    /// <summary>The scripts that run in the caller before it.</summary>
    public IEnumerable<string> Scripts => Strings("ScriptsToProcess");

    /// <summary>The assemblies it needs.</summary>
    public IEnumerable<string> RequiredAssemblies => Strings("RequiredAssemblies");

    /// <summary>The tags.</summary>
    public IEnumerable<string> Tags => PSData("Tags") is { } tags ? ManifestFile.Strings(tags) : [];

    /// <summary>The page of the project.</summary>
    public Uri? ProjectUri =>
        PSData("ProjectUri") is { } uri ? new Uri(PSObject.ToStringParser(uri), UriKind.RelativeOrAbsolute) : null;

    /// <summary>The licence.</summary>
    public Uri? LicenseUri =>
        PSData("LicenseUri") is { } uri ? new Uri(PSObject.ToStringParser(uri), UriKind.RelativeOrAbsolute) : null;

    /// <summary>What is new.</summary>
    public string ReleaseNotes => PSData("ReleaseNotes") is { } notes ? PSObject.ToStringParser(notes) : string.Empty;

    /// <summary>Where help can be fetched.</summary>
    public string HelpInfoUri => Text("HelpInfoURI");

    /// <summary>Whatever the module keeps.</summary>
    public object? PrivateData { get; set; }

    /// <summary>How it may be changed.</summary>
    public ModuleAccessMode AccessMode { get; set; } = ModuleAccessMode.ReadWrite;

    /// <summary>Runs before it is removed.</summary>
    public ScriptBlock? OnRemove { get; set; }

    /// <summary>The prefix of its nouns.</summary>
    public string Prefix { get; internal set; } = string.Empty;

    /// <summary>The assembly with its code.</summary>
    public Assembly? ImplementingAssembly { get; internal set; }

    /// <summary>The code of a script module.</summary>
    public string Definition { get; internal set; } = string.Empty;

    /// <summary>The session of a script module.</summary>
    public SessionState? SessionState
    {
        get => SessionStateInternal?.PublicState;
        set => SessionStateInternal = value?.Internal;
    }

    /// <summary>The cmdlets.</summary>
    public Dictionary<string, CmdletInfo> ExportedCmdlets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The functions.</summary>
    public Dictionary<string, FunctionInfo> ExportedFunctions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The aliases.</summary>
    public Dictionary<string, AliasInfo> ExportedAliases { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The variables.</summary>
    public Dictionary<string, PSVariable> ExportedVariables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All commands.</summary>
    public Dictionary<string, CommandInfo> ExportedCommands
    {
        get
        {
            Dictionary<string, CommandInfo> result = new(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, CmdletInfo cmdlet) in ExportedCmdlets) result[name] = cmdlet;
            foreach ((string name, FunctionInfo function) in ExportedFunctions) result[name] = function;
            foreach ((string name, AliasInfo alias) in ExportedAliases) result[name] = alias;
            return result;
        }
    }

    /// <summary>The format files.</summary>
    public ReadOnlyCollection<string> ExportedFormatFiles { get; internal set; } = new([]);

    /// <summary>The type files.</summary>
    public ReadOnlyCollection<string> ExportedTypeFiles { get; internal set; } = new([]);

    /// <summary>The modules within it.</summary>
    public ReadOnlyCollection<PSModuleInfo> NestedModules => _nested.AsReadOnly();

    /// <summary>The modules it needs.</summary>
    public ReadOnlyCollection<PSModuleInfo> RequiredModules => _required.AsReadOnly();

    internal ExecutionContext Context { get; }

    internal SessionStateInternal? SessionStateInternal { get; set; }

    internal List<string> LoadedTypeNames { get; } = [];

    /// <summary>Runs a script block in the module.</summary>
    public object? Invoke(ScriptBlock sb, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(sb);
        return NewBoundScriptBlock(sb).InvokeReturnAsIs(args);
    }

    /// <summary>The script block bound to the module.</summary>
    public ScriptBlock NewBoundScriptBlock(ScriptBlock scriptBlockToBind)
    {
        ArgumentNullException.ThrowIfNull(scriptBlockToBind);
        return scriptBlockToBind.WithSession(SessionStateInternal
            ?? throw new PSInvalidOperationException($"The module '{Name}' is no script module."));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal void AddNested(PSModuleInfo module) => _nested.Add(module);

    internal void AddRequired(PSModuleInfo module) => _required.Add(module);

    internal void SetManifest(IDictionary values)
    {
        foreach (DictionaryEntry entry in values) _manifest[PSObject.ToStringParser(entry.Key)] = entry.Value;
        PrivateData = _manifest.GetValueOrDefault("PrivateData");
        if (LanguagePrimitives.TryConvertTo(_manifest.GetValueOrDefault("ModuleVersion"),
            out Version? version)) Version = version!;
        if (_manifest.GetValueOrDefault("GUID") is { } id && LanguagePrimitives.TryConvertTo(id, out Guid guid)) Guid =
            guid;
    }

    private object? PSData(string name) =>
        PrivateData is IDictionary data && data["PSData"] is IDictionary inner ? inner[name] : null;

    private string Text(string key) =>
        _manifest.GetValueOrDefault(key) is { } value ? PSObject.ToStringParser(value) : string.Empty;

    private IEnumerable<string> Strings(string key) => ManifestFile.Strings(_manifest.GetValueOrDefault(key));
}
