namespace System.Management.Automation;

/// <summary>The version of PowerShell that this engine follows.</summary>
internal static class EngineVersion
{
    internal static readonly Version Value = new(7, 6, 0);
}
