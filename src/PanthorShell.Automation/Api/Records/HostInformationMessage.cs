namespace System.Management.Automation;

/// <summary>A text for the host, as Write-Host writes it.</summary>
public class HostInformationMessage
{
    /// <summary>The text.</summary>
    public string Message { get; set; } = string.Empty;

    /// <summary>Whether no line ends after it.</summary>
    public bool? NoNewLine { get; set; }

    /// <summary>The colour of the text.</summary>
    public ConsoleColor? ForegroundColor { get; set; }

    /// <summary>The colour behind the text.</summary>
    public ConsoleColor? BackgroundColor { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
