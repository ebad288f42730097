namespace System.Management.Automation;

/// <summary>The kinds of commands.</summary>
[Flags]
public enum CommandTypes
{
    /// <summary>Alias.</summary>
    Alias = 1,

    /// <summary>Function.</summary>
    Function = 2,

    /// <summary>Filter.</summary>
    Filter = 4,

    /// <summary>Cmdlet.</summary>
    Cmdlet = 8,

    /// <summary>External script.</summary>
    ExternalScript = 16,

    /// <summary>Application.</summary>
    Application = 32,

    /// <summary>Script.</summary>
    Script = 64,

    /// <summary>Workflow.</summary>
    Workflow = 128,

    /// <summary>Configuration.</summary>
    Configuration = 256,

    /// <summary>All.</summary>
    All = 511,
}
