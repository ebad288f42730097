using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Management.Automation;

namespace PanthorShell.Tests.Scenarios;

/// <summary>Which cmdlets the scenarios have run, how, and how that ended.</summary>
internal static class ScenarioUses
{
    // Its tests run the examples of the help, which nobody checks for what they do.
    private const string Examples = "Help.Tests.ps1";

    private static readonly ConcurrentBag<CmdletUse> s_uses = [];

    [ThreadStatic]
    private static bool t_isExample;

    /// <summary>All uses so far.</summary>
    public static IEnumerable<CmdletUse> All => s_uses;

    /// <summary>Begins to take notes.</summary>
    public static void Watch() => CmdletUse.Listener = use =>
    {
        if (!t_isExample) s_uses.Add(use);
    };

    /// <summary>Runs a scenario file.</summary>
    public static T Of<T>(string file, Func<T> run)
    {
        t_isExample = file == Examples;
        try
        {
            return run();
        }
        finally
        {
            t_isExample = false;
        }
    }
}
