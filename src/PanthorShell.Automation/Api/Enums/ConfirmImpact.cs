namespace System.Management.Automation;

/// <summary>How grave an action is.</summary>
public enum ConfirmImpact
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Low.</summary>
    Low = 1,

    /// <summary>Medium.</summary>
    Medium = 2,

    /// <summary>High.</summary>
    High = 3,
}
