namespace System.Management.Automation;

/// <summary>When modules are loaded by themselves.</summary>
public enum PSModuleAutoLoadingPreference
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Module qualified.</summary>
    ModuleQualified = 1,

    /// <summary>All.</summary>
    All = 2,
}
