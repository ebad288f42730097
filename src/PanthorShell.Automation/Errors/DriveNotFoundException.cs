namespace System.Management.Automation;

/// <summary>A drive does not exist.</summary>
public class DriveNotFoundException : SessionStateException
{
    /// <summary>Creates the exception without a message.</summary>
    public DriveNotFoundException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public DriveNotFoundException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public DriveNotFoundException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private DriveNotFoundException(string name, bool _)
        : base(name, SessionStateCategory.Drive, "DriveNotFound", ErrorCategory.ObjectNotFound,
            $"Cannot find drive. A drive with the name '{name}' does not exist.")
    {
    }

    internal static DriveNotFoundException Missing(string name) => new(name, true);
}
