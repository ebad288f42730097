using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>What the `#requires` lines of a script ask for.</summary>
public sealed class ScriptRequirements
{
    /// <summary>The lowest PowerShell version, or null.</summary>
    public Version? RequiredPSVersion { get; internal set; }

    /// <summary>The editions asked for.</summary>
    public ReadOnlyCollection<string> RequiredPSEditions { get; internal set; } = new([]);

    /// <summary>Whether the script asks for elevated rights.</summary>
    public bool IsElevationRequired { get; internal set; }

    /// <summary>The modules asked for: a name or path, and the lowest version or null.</summary>
    internal List<(string Name, Version? MinimumVersion)> Modules { get; } = [];
}
