using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.CompilerServices;
using PanthorShell.Formatting;

namespace PanthorShell.Hosting;

/// <summary>What the core cmdlets of one session share.</summary>
internal sealed class ShellState
{
    private static readonly ConditionalWeakTable<PSHost, ShellState> s_states = [];

    /// <summary>The views of the session.</summary>
    public FormatDatabase Formats { get; } = new();

    /// <summary>The generator behind Get-Random; -SetSeed replaces it.</summary>
    public Random Random { get; set; } = new();

    /// <summary>The completers that scripts have registered, by command and parameter.</summary>
    public Dictionary<(string Command, string Parameter),
        ScriptBlock> Completers { get; } = new(CompleterNames.Comparer);

    public static ShellState Of(PSHost host) => s_states.GetOrCreateValue(host);

    public static ShellState Of(PSCmdlet cmdlet) => Of(cmdlet.Host);

    public static int EnumerationLimit(PSCmdlet cmdlet)
    {
        return cmdlet.SessionState.PSVariable.GetValue("global:FormatEnumerationLimit") is int limit ? limit : 4;
    }
}

/// <summary>Compares pairs of names without regard to case.</summary>
internal sealed class CompleterNames : IEqualityComparer<(string Command, string Parameter)>
{
    public static CompleterNames Comparer { get; } = new();

    public bool Equals((string Command, string Parameter) x, (string Command, string Parameter) y) =>
        x.Command.Equals(y.Command, StringComparison.OrdinalIgnoreCase)
        && x.Parameter.Equals(y.Parameter, StringComparison.OrdinalIgnoreCase);

    public int GetHashCode((string Command, string Parameter) obj) => HashCode.Combine(
        StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Command),
            StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Parameter));
}
