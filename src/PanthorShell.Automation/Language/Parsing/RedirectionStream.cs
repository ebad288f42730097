namespace System.Management.Automation.Language;

/// <summary>The streams a redirection names.</summary>
public enum RedirectionStream
{
    /// <summary>All streams (`*&gt;`).</summary>
    All = 0,

    /// <summary>Stream 1.</summary>
    Output = 1,

    /// <summary>Stream 2.</summary>
    Error = 2,

    /// <summary>Stream 3.</summary>
    Warning = 3,

    /// <summary>Stream 4.</summary>
    Verbose = 4,

    /// <summary>Stream 5.</summary>
    Debug = 5,

    /// <summary>Stream 6.</summary>
    Information = 6,
}
