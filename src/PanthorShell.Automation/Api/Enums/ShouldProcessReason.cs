namespace System.Management.Automation;

/// <summary>Why ShouldProcess answered as it did.</summary>
public enum ShouldProcessReason
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What if.</summary>
    WhatIf = 1,
}
