namespace System.Management.Automation;

/// <summary>Where members come from.</summary>
[Flags]
public enum PSMemberViewTypes
{
    /// <summary>Extended.</summary>
    Extended = 1,

    /// <summary>Adapted.</summary>
    Adapted = 2,

    /// <summary>Base.</summary>
    Base = 4,

    /// <summary>All.</summary>
    All = 7,
}
