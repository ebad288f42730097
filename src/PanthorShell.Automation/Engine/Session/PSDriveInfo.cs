namespace System.Management.Automation;

/// <summary>A drive.</summary>
public class PSDriveInfo
{
    /// <summary>Creates a drive.</summary>
    public PSDriveInfo(string name, ProviderInfo provider, string root, string description)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(root);
        Name = name;
        Provider = provider;
        Root = root;
        Description = description ?? string.Empty;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The provider.</summary>
    public ProviderInfo Provider { get; }

    /// <summary>Where it begins.</summary>
    public string Root { get; internal set; }

    /// <summary>What it is for.</summary>
    public string Description { get; set; }

    /// <summary>The current location on it, relative to the root.</summary>
    public string CurrentLocation { get; set; } = string.Empty;

    /// <summary>The root as it is shown.</summary>
    public string? DisplayRoot => null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
