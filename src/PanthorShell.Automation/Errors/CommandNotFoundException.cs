namespace System.Management.Automation;

/// <summary>No command of that name exists.</summary>
public class CommandNotFoundException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public CommandNotFoundException()
    {
        Initialize("CommandNotFoundException", ErrorCategory.ObjectNotFound);
    }

    /// <summary>Creates the exception with a message.</summary>
    public CommandNotFoundException(string? message)
        : base(message)
    {
        Initialize("CommandNotFoundException", ErrorCategory.ObjectNotFound);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public CommandNotFoundException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("CommandNotFoundException", ErrorCategory.ObjectNotFound);
    }

    internal CommandNotFoundException(string commandName, string errorId, string message, Exception? innerException)
        : base(message, innerException)
    {
        CommandName = commandName;
        Initialize(errorId, ErrorCategory.ObjectNotFound);
        SetTargetObject(commandName);
    }

    /// <summary>The name.</summary>
    public string CommandName { get; set; } = string.Empty;

    internal static CommandNotFoundException ForName(string name) => new(name, "CommandNotFoundException",
        $"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n"
        + "Check the spelling of the name, or if a path was included, verify that the path is correct and try again.",
        null);
}
