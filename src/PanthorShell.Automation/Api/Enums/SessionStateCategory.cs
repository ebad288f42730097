namespace System.Management.Automation;

/// <summary>The kinds of session state items.</summary>
public enum SessionStateCategory
{
    /// <summary>Variable.</summary>
    Variable = 0,

    /// <summary>Alias.</summary>
    Alias = 1,

    /// <summary>Function.</summary>
    Function = 2,

    /// <summary>Filter.</summary>
    Filter = 3,

    /// <summary>Drive.</summary>
    Drive = 4,

    /// <summary>Cmdlet provider.</summary>
    CmdletProvider = 5,

    /// <summary>Scope.</summary>
    Scope = 6,

    /// <summary>Command.</summary>
    Command = 7,

    /// <summary>Resource.</summary>
    Resource = 8,

    /// <summary>Cmdlet.</summary>
    Cmdlet = 9,
}
