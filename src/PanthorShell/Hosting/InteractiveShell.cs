using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;

namespace PanthorShell.Hosting;

/// <summary>The prompt: reads, runs, prints, until exit or the end of input.</summary>
internal sealed class InteractiveShell
{
    private readonly ShellSession _session;
    private readonly LineEditor _editor;

    public InteractiveShell(ShellSession session)
    {
        _session = session;
        _editor = new LineEditor((text, cursor) => Completion.Complete(session.Context, text, cursor));
    }

    public int Run()
    {
        int code = 0;
        while (!_session.ShouldExit)
        {
            string? text = ReadStatement();
            if (text is null) break;
            if (string.IsNullOrWhiteSpace(text)) continue;

            using var interrupts = new InterruptHandler(_session);
            code = _session.RunText(text);
        }

        return _session.ShouldExit ? code : 0;
    }

    private string? ReadStatement()
    {
        var text = new StringBuilder();
        string prompt = Prompt();
        while (true)
        {
            string? line = _editor.ReadLine(text.Length == 0 ? prompt : ">> ");
            if (line is null) return text.Length == 0 ? null : text.ToString();

            if (text.Length > 0 && line.Length == 0) return text.ToString();
            text.AppendLine(line);
            if (IsComplete(text.ToString())) return text.ToString();
        }
    }

    private static bool IsComplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return !errors.Any(error => error.IncompleteInput);
    }

    private string Prompt()
    {
        if (_session.Context.CurrentSession.FindFunction("prompt") is not { } function) return DefaultPrompt();
        try
        {
            IEnumerable<PSObject> output = function.ScriptBlock.Invoke();
            string text = string.Concat(output);
            return text.Length > 0 ? text : "PS>";
        }
        catch (RuntimeException)
        {
            return "PS>";
        }
    }

    private string DefaultPrompt() => "PS " + _session.Context.Intrinsics.SessionState.Path.CurrentLocation + "> ";
}
