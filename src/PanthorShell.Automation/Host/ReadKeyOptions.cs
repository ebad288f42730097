namespace System.Management.Automation.Host;

/// <summary>How a key is read.</summary>
[Flags]
public enum ReadKeyOptions
{
    /// <summary>Allow ctrl c.</summary>
    AllowCtrlC = 1,

    /// <summary>No echo.</summary>
    NoEcho = 2,

    /// <summary>Include key down.</summary>
    IncludeKeyDown = 4,

    /// <summary>Include key up.</summary>
    IncludeKeyUp = 8,
}
