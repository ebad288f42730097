namespace System.Management.Automation.Internal;

/// <summary>The value of a command that wrote nothing.</summary>
public static class AutomationNull
{
    /// <summary>The value.</summary>
    public static PSObject Value { get; } = new();
}
