using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A provider of drives.</summary>
public class ProviderInfo
{
    private readonly ExecutionContext _context;

    internal ProviderInfo(ExecutionContext context, string name)
    {
        _context = context;
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What it provides.</summary>
    public string Description { get; set; } = string.Empty;

    /// <summary>The home location.</summary>
    public string Home { get; set; } = string.Empty;

    /// <summary>The module.</summary>
    public string ModuleName => "Microsoft.PowerShell.Core";

    /// <summary>The drives.</summary>
    public Collection<PSDriveInfo> Drives => _context.SessionDrives.ForProvider(Name);

    /// <inheritdoc/>
    public override string ToString() => ModuleName + "\\" + Name;
}
