namespace System.Management.Automation.Runspaces;

/// <summary>The streams of a command.</summary>
[Flags]
public enum PipelineResultTypes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Output.</summary>
    Output = 1,

    /// <summary>Error.</summary>
    Error = 2,

    /// <summary>Warning.</summary>
    Warning = 3,

    /// <summary>Verbose.</summary>
    Verbose = 4,

    /// <summary>Debug.</summary>
    Debug = 5,

    /// <summary>Information.</summary>
    Information = 6,

    /// <summary>All.</summary>
    All = 7,

    /// <summary>Null.</summary>
    Null = 8,
}
