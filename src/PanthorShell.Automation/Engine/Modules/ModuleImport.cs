using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>How a module is imported.</summary>
internal sealed class ModuleImport
{
    internal bool Global { get; init; }

    internal bool Force { get; init; }

    internal string? Prefix { get; init; }

    internal bool DisableNameChecking { get; init; }

    internal bool NoClobber { get; init; }

    internal object?[] Arguments { get; init; } = [];

    internal List<string>? Functions { get; init; }

    internal List<string>? Cmdlets { get; init; }

    internal List<string>? Aliases { get; init; }

    internal List<string>? Variables { get; init; }

    internal Version? MinimumVersion { get; init; }

    internal Version? MaximumVersion { get; init; }

    internal Version? RequiredVersion { get; init; }

    /// <summary>Whether the caller named what it wants.</summary>
    internal bool IsSelective =>
        Functions is not null || Cmdlets is not null || Aliases is not null || Variables is not null;
}
