using System.Linq;

namespace System.Management.Automation;

/// <summary>Checks the #Requires statements of a script.</summary>
internal static class ScriptRequires
{
    internal static void Check(ExecutionContext context, ExternalScriptInfo script)
    {
        if (script.ScriptBlock.Syntax.ScriptRequirements is not { } needs) return;
        if (needs.RequiredPSVersion is { } version && version > EngineVersion.Value)
        {
            throw new ScriptRequiresException("ScriptRequiresUnmatchedPSVersion", null,
                $"The script '{script.Name}' cannot be run because it contained a \"#requires\" statement for "
                    + $"PowerShell {version}. The version "
                + $"of PowerShell that is required by the script does not match the currently running version of "
                    + $"PowerShell {EngineVersion.Value}.");
        }

        if (needs.RequiredPSEditions is { Count: > 0 } editions
            && !editions.Any(static e => e.Equals("Core", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ScriptRequiresException("ScriptRequiresUnmatchedPSEdition", null,
                $"The script '{script.Name}' cannot be run because it contained a \"#requires\" statement for "
                    + $"PowerShell editions "
                + $"'{string.Join(",", editions)}'.");
        }

        foreach ((string name, Version? minimum) in needs.Modules) context.Modules.Require(name, minimum);
    }
}
