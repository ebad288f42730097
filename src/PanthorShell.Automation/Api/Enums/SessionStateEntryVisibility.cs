namespace System.Management.Automation;

/// <summary>Who sees a session state item.</summary>
public enum SessionStateEntryVisibility
{
    /// <summary>Public.</summary>
    Public = 0,

    /// <summary>Private.</summary>
    Private = 1,
}
