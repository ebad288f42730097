namespace System.Management.Automation;

/// <summary>A path does not lead to an item.</summary>
public class ItemNotFoundException : SessionStateException
{
    /// <summary>Creates the exception without a message.</summary>
    public ItemNotFoundException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ItemNotFoundException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ItemNotFoundException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal ItemNotFoundException(string path, string errorId, string message)
        : base(path, SessionStateCategory.Drive, errorId, ErrorCategory.ObjectNotFound, message)
    {
    }

    internal static ItemNotFoundException ForPath(string path) => new(path, "PathNotFound",
        $"Cannot find path '{path}' because it does not exist.");
}
