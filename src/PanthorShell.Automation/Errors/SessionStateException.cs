namespace System.Management.Automation;

/// <summary>A variable, function, alias or drive cannot be found or changed.</summary>
public class SessionStateException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public SessionStateException()
    {
        Initialize("SessionStateException", ErrorCategory.InvalidArgument);
    }

    /// <summary>Creates the exception with a message.</summary>
    public SessionStateException(string? message)
        : base(message)
    {
        Initialize("SessionStateException", ErrorCategory.InvalidArgument);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public SessionStateException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("SessionStateException", ErrorCategory.InvalidArgument);
    }

    internal SessionStateException(
        string itemName, SessionStateCategory kind, string errorId, ErrorCategory category, string message)
        : base(message)
    {
        ItemName = itemName;
        SessionStateCategory = kind;
        Initialize(errorId, category);
        SetTargetObject(itemName);
    }

    /// <summary>The name of the item.</summary>
    public string ItemName { get; } = string.Empty;

    /// <summary>The kind of the item.</summary>
    public SessionStateCategory SessionStateCategory { get; }
}
