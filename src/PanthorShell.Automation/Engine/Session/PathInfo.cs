namespace System.Management.Automation;

/// <summary>A location.</summary>
public sealed class PathInfo
{
    internal PathInfo(PSDriveInfo? drive, ProviderInfo provider, string path, string providerPath)
    {
        Drive = drive;
        Provider = provider;
        Path = path;
        ProviderPath = providerPath;
    }

    /// <summary>The drive.</summary>
    public PSDriveInfo? Drive { get; }

    /// <summary>The provider.</summary>
    public ProviderInfo Provider { get; }

    /// <summary>The path as PowerShell writes it.</summary>
    public string Path { get; }

    /// <summary>The path as the provider writes it.</summary>
    public string ProviderPath { get; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
