namespace System.Management.Automation;

/// <summary>The kinds of modules.</summary>
public enum ModuleType
{
    /// <summary>Script.</summary>
    Script = 0,

    /// <summary>Binary.</summary>
    Binary = 1,

    /// <summary>Manifest.</summary>
    Manifest = 2,

    /// <summary>Cim.</summary>
    Cim = 3,

    /// <summary>Workflow.</summary>
    Workflow = 4,
}
