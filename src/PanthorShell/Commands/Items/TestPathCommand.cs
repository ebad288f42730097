using System;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Test-Path looks for.</summary>
internal enum TestPathType
{
    Any,
    Container,
    Leaf,
}

/// <summary>Tells whether a path exists.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(bool))]
internal sealed class TestPathCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string[]? LiteralPath { get; set; }

    [Alias("Type")]
    [Parameter]
    public TestPathType PathType { get; set; } = TestPathType.Any;

    [Parameter]
    public SwitchParameter IsValid { get; set; }

    protected override void ProcessRecord()
    {
        string[]? paths = LiteralPath ?? Path;
        if (paths is not { Length: > 0 })
        {
            WriteError(new ErrorRecord(
                new ArgumentNullException(LiteralPath is null ? nameof(Path) : nameof(LiteralPath)),
                "NullPathNotPermitted",
                ErrorCategory.InvalidArgument,
                paths));
            return;
        }

        foreach (string path in paths) WriteObject(!string.IsNullOrWhiteSpace(path) && Exists(path));
    }

    private bool Exists(string path)
    {
        bool literal = LiteralPath is not null;
        try
        {
            if (IsValid) return SessionState.Path.IsValid(path);
            if (!literal && WildcardPattern.ContainsWildcardCharacters(path))
            {
                foreach (string match in SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _))
                {
                    if (Fits(match)) return true;
                }

                return false;
            }

            ItemLocation location = ItemLocation.Of(this, path);
            return location.IsFileSystem ? Fits(location.Path)
                : InvokeProvider.Item.Exists(path, force: true, literalPath: literal);
        }
        catch (Exception exception) when (exception is ItemNotFoundException or SessionStateException)
        {
            return false;
        }
    }

    private bool Fits(string path) => PathType switch
    {
        TestPathType.Leaf => File.Exists(path),
        TestPathType.Container => Directory.Exists(path),
        _ => File.Exists(path) || Directory.Exists(path),
    };
}
