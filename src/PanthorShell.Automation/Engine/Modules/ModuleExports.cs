using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>What a module exports, as Export-ModuleMember or the manifest says; null members are not named.</summary>
internal sealed class ModuleExports
{
    internal List<string>? Functions { get; set; }

    internal List<string>? Cmdlets { get; set; }

    internal List<string>? Variables { get; set; }

    internal List<string>? Aliases { get; set; }

    internal static bool Matches(List<string>? patterns, string name) => patterns is not null
        && patterns.Exists(p => new WildcardPattern(p, WildcardOptions.IgnoreCase).IsMatch(name));
}
