namespace System.Management.Automation;

/// <summary>The names of the parameters that every advanced command has, in the order of PowerShell's help.</summary>
internal static class CommonParameterNames
{
    internal static readonly string[] Common =
    [
        "Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable",
        "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable",
    ];

    internal static readonly string[] Optional =
        ["WhatIf", "Confirm", "UseTransaction", "First", "Skip", "IncludeTotalCount"];
}
