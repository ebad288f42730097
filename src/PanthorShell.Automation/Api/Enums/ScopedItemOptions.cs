namespace System.Management.Automation;

/// <summary>How an item of a scope is protected.</summary>
[Flags]
public enum ScopedItemOptions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Read only.</summary>
    ReadOnly = 1,

    /// <summary>Constant.</summary>
    Constant = 2,

    /// <summary>Private.</summary>
    Private = 4,

    /// <summary>All scope.</summary>
    AllScope = 8,

    /// <summary>Unspecified.</summary>
    Unspecified = 16,
}
