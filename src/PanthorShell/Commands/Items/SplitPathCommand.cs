using System;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Takes a path apart.</summary>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = "ParentSet")]
[OutputType(typeof(string), typeof(bool))]
internal sealed class SplitPathCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPathSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Parameter(ParameterSetName = "ParentSet")]
    public SwitchParameter Parent { get; set; }

    [Parameter(ParameterSetName = "LeafSet", Mandatory = true)]
    public SwitchParameter Leaf { get; set; }

    [Parameter(ParameterSetName = "LeafBaseSet", Mandatory = true)]
    public SwitchParameter LeafBase { get; set; }

    [Parameter(ParameterSetName = "ExtensionSet", Mandatory = true)]
    public SwitchParameter Extension { get; set; }

    [Alias("NQ")]
    [Parameter(ParameterSetName = "NoQualifierSet", Mandatory = true)]
    public SwitchParameter NoQualifier { get; set; }

    [Parameter(ParameterSetName = "IsAbsoluteSet")]
    public SwitchParameter IsAbsolute { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        string[] paths = LiteralPath ?? Path!;
        foreach (string path in Resolve ? FilePaths.Resolve(this, paths, LiteralPath is not null) : paths)
        {
            if (IsAbsolute) WriteObject(SessionState.Path.IsPSAbsolute(path, out _)
                || System.IO.Path.IsPathRooted(path));
            else WriteObject(Part(path));
        }
    }

    private string Part(string path)
    {
        char separator = System.IO.Path.DirectorySeparatorChar;
        string normal = path.Replace('\\', separator).Replace('/', separator);
        string trimmed = normal.Length > 1 ? normal.TrimEnd(separator) : normal;
        int last = trimmed.LastIndexOf(separator);
        string leaf = last < 0 ? trimmed : trimmed[(last + 1)..];
        if (Leaf) return leaf;
        if (LeafBase) return System.IO.Path.GetFileNameWithoutExtension(leaf);
        if (Extension) return System.IO.Path.GetExtension(leaf);
        if (NoQualifier)
        {
            int colon = path.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? path : path[(colon + 1)..];
        }

        if (last < 0 || trimmed.Length <= 1) return "";
        return last == 0 ? separator.ToString() : trimmed[..last];
    }
}
