using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Host;

/// <summary>How a host talks to a person.</summary>
public abstract class PSHostUserInterface
{
    /// <summary>The screen; null when there is none.</summary>
    public abstract PSHostRawUserInterface? RawUI { get; }

    /// <summary>Whether escape sequences have their effect.</summary>
    public virtual bool SupportsVirtualTerminal => false;

    /// <summary>Reads a line.</summary>
    public abstract string? ReadLine();

    /// <summary>Writes a text.</summary>
    public abstract void Write(string value);

    /// <summary>Writes a coloured text.</summary>
    public abstract void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value);

    /// <summary>Ends the line.</summary>
    public virtual void WriteLine() => WriteLine(string.Empty);

    /// <summary>Writes a line.</summary>
    public abstract void WriteLine(string value);

    /// <summary>Writes a coloured line.</summary>
    public virtual void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (!string.IsNullOrEmpty(value)) Write(foregroundColor, backgroundColor, value);
        Write("\n");
    }

    /// <summary>Writes a line of an error.</summary>
    public abstract void WriteErrorLine(string value);

    /// <summary>Writes a line of a debug message.</summary>
    public abstract void WriteDebugLine(string message);

    /// <summary>Shows progress.</summary>
    public abstract void WriteProgress(long sourceId, ProgressRecord record);

    /// <summary>Writes a line of a verbose message.</summary>
    public abstract void WriteVerboseLine(string message);

    /// <summary>Writes a line of a warning.</summary>
    public abstract void WriteWarningLine(string message);

    /// <summary>Takes note of an information record.</summary>
    public virtual void WriteInformation(InformationRecord record)
    {
    }

    /// <summary>Asks for values.</summary>
    public abstract Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions);

    /// <summary>Asks for a choice; gives its index.</summary>
    public abstract int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice);
}
