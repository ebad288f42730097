namespace System.Management.Automation.Host;

/// <summary>A choice of a question.</summary>
public sealed class ChoiceDescription
{
    /// <summary>Creates a choice; an ampersand marks the key.</summary>
    public ChoiceDescription(string label)
        : this(label, string.Empty)
    {
    }

    /// <summary>Creates a choice with a help text.</summary>
    public ChoiceDescription(string label, string helpMessage)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        ArgumentNullException.ThrowIfNull(helpMessage);
        Label = label;
        HelpMessage = helpMessage;
    }

    /// <summary>The label.</summary>
    public string Label { get; }

    /// <summary>The help text.</summary>
    public string HelpMessage { get; set; }
}
