namespace System.Management.Automation;

/// <summary>A text that is shown instead of the message of the exception.</summary>
public class ErrorDetails
{
    private readonly string _message;

    /// <summary>Creates the details with a message.</summary>
    public ErrorDetails(string message)
    {
        _message = message;
    }

    /// <summary>The message.</summary>
    public string Message => _message ?? string.Empty;

    /// <summary>What a person can do about it.</summary>
    public string RecommendedAction { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => Message;
}
