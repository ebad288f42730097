namespace Microsoft.PowerShell.Commands;

/// <summary>A file's hash.</summary>
internal sealed class FileHashInfo
{
    public string? Algorithm { get; set; }

    public string? Hash { get; set; }

    public string? Path { get; set; }
}
