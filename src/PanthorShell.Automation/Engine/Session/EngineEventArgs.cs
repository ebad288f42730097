namespace System.Management.Automation;

/// <summary>Asks whether a command that was looked for is to be replaced.</summary>
public class CommandLookupEventArgs : EventArgs
{
    internal CommandLookupEventArgs(string commandName, CommandOrigin origin)
    {
        CommandName = commandName;
        CommandOrigin = origin;
    }

    /// <summary>The name.</summary>
    public string CommandName { get; }

    /// <summary>Who looks.</summary>
    public CommandOrigin CommandOrigin { get; }

    /// <summary>Whether to look no further.</summary>
    public bool StopSearch { get; set; }

    /// <summary>The command to take.</summary>
    public CommandInfo? Command { get; set; }

    /// <summary>The script to run instead.</summary>
    public ScriptBlock? CommandScriptBlock { get; set; }
}
