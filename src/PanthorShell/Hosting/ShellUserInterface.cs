using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace PanthorShell.Hosting;

/// <summary>Text on the console: output on stdout, errors on stderr; coloured where the terminal shows it.</summary>
internal sealed class ShellUserInterface(bool interactive) : PSHostUserInterface
{
    private readonly ShellRawUserInterface _rawUI = new();
    private readonly ProgressLine _progress = new();

    public override PSHostRawUserInterface RawUI => _rawUI;

    public override bool SupportsVirtualTerminal => Terminal.CanStyle;

    private static PSStyle Style => PSStyle.Instance;

    public override void Write(string value)
    {
        _progress.Clear();
        Console.Out.Write(Style.Render(value, Terminal.CanStyle));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Style.Paint(ConsoleColors.Foreground(foregroundColor) + ConsoleColors.Background(backgroundColor), value));

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        if (string.IsNullOrEmpty(value)) return;
        _progress.Clear();
        Console.Out.Flush();
        Console.Error.WriteLine(Style.Render(Style.Paint(Style.Formatting.Error, value), Terminal.CanStyleErrors));
    }

    public override void WriteWarningLine(string message) =>
        WriteLine(Style.Paint(Style.Formatting.Warning, "WARNING: " + message));

    public override void WriteVerboseLine(string message) =>
        WriteLine(Style.Paint(Style.Formatting.Verbose, "VERBOSE: " + message));

    public override void WriteDebugLine(string message) =>
        WriteLine(Style.Paint(Style.Formatting.Debug, "DEBUG: " + message));

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine()
    {
        if (!interactive) throw NotInteractive("Read-Host");
        Console.Out.Flush();
        return Console.In.ReadLine() ?? "";
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        if (!interactive) throw NotInteractive("Prompt");

        if (!string.IsNullOrEmpty(caption)) WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) WriteLine(message);
        var answers = new Dictionary<string, PSObject>();
        foreach (FieldDescription field in descriptions)
        {
            Write(field.Name + ": ");
            answers[field.Name] = PSObject.AsPSObject(ReadLine());
        }

        return answers;
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (!interactive) throw NotInteractive("PromptForChoice");

        WriteLine("");
        if (!string.IsNullOrEmpty(caption)) WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) WriteLine(message);
        while (true)
        {
            for (int i = 0; i < choices.Count; i++)
            {
                (string key, string label) = Hotkey(choices[i].Label);
                Write(string.Create(CultureInfo.CurrentCulture, $"[{key}] {label}  "));
            }

            string suffix = defaultChoice >= 0 ? $" (default is \"{Hotkey(choices[defaultChoice].Label).Key}\"): "
                : ": ";
            Write("[?] Help" + suffix);
            string answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;
            if (answer == "?") ShowHelp(choices);

            for (int i = 0; i < choices.Count; i++)
            {
                (string key, string label) = Hotkey(choices[i].Label);
                if (answer.Equals(key, StringComparison.OrdinalIgnoreCase)
                    || answer.Equals(label, StringComparison.OrdinalIgnoreCase))
                    return i;
            }
        }
    }

    private void ShowHelp(Collection<ChoiceDescription> choices)
    {
        foreach (ChoiceDescription choice in choices)
            WriteLine(Hotkey(choice.Label).Key + " - " + choice.HelpMessage);
    }

    private static (string Key, string Label) Hotkey(string label)
    {
        int mark = label.IndexOf('&', StringComparison.Ordinal);
        if (mark < 0 || mark + 1 >= label.Length) return (label, label);
        return (label.Substring(mark + 1, 1).ToUpperInvariant(), label.Remove(mark, 1));
    }

    private static PSInvalidOperationException NotInteractive(string what) => new(
        $"PanthorShell is in NonInteractive mode. {what} functionality is not available.");
}
