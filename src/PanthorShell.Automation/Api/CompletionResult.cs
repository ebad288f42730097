namespace System.Management.Automation;

/// <summary>One completion.</summary>
public class CompletionResult
{
    /// <summary>Creates a completion.</summary>
    public CompletionResult(string completionText, string listItemText, CompletionResultType resultType, string toolTip)
    {
        ArgumentException.ThrowIfNullOrEmpty(completionText);
        ArgumentException.ThrowIfNullOrEmpty(listItemText);
        ArgumentException.ThrowIfNullOrEmpty(toolTip);
        CompletionText = completionText;
        ListItemText = listItemText;
        ResultType = resultType;
        ToolTip = toolTip;
    }

    /// <summary>Creates a completion that stands for itself.</summary>
    public CompletionResult(string completionText)
        : this(completionText, completionText, CompletionResultType.Text, completionText)
    {
    }

    /// <summary>What is put into the line.</summary>
    public string CompletionText { get; }

    /// <summary>What a list shows.</summary>
    public string ListItemText { get; }

    /// <summary>What it stands for.</summary>
    public CompletionResultType ResultType { get; }

    /// <summary>A longer text.</summary>
    public string ToolTip { get; }
}
