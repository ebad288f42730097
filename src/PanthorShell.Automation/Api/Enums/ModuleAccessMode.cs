namespace System.Management.Automation;

/// <summary>How a module may be changed.</summary>
public enum ModuleAccessMode
{
    /// <summary>Read write.</summary>
    ReadWrite = 0,

    /// <summary>Read only.</summary>
    ReadOnly = 1,

    /// <summary>Constant.</summary>
    Constant = 2,
}
