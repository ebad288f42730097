using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A path with the provider that it belongs to.</summary>
internal readonly record struct ItemLocation(string Path, bool IsFileSystem, string Original)
{
    public static ItemLocation Of(PSCmdlet cmdlet, string path)
    {
        string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider,
            out _);
        return new ItemLocation(resolved, provider.Name == "FileSystem", path);
    }
}
