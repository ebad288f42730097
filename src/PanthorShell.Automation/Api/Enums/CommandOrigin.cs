namespace System.Management.Automation;

/// <summary>Who called a command.</summary>
public enum CommandOrigin
{
    /// <summary>Runspace.</summary>
    Runspace = 0,

    /// <summary>Internal.</summary>
    Internal = 1,
}
