using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text;

namespace PanthorShell.Hosting;

/// <summary>Reads a line from the terminal with history, cursor keys and completion by Tab.</summary>
internal sealed class LineEditor(Func<string, int, CommandCompletion> complete)
{
    private readonly List<string> _history = [];
    private readonly StringBuilder _text = new();
    private Collection<CompletionResult> _offers = [];
    private int _offer;
    private int _offerStart;
    private int _offerLength;
    private int _cursor;
    private int _historyIndex;
    private string _prompt = "";

    /// <summary>The line, or null at the end of input.</summary>
    public string? ReadLine(string prompt)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            Console.Out.Write(prompt);
            Console.Out.Flush();
            return Console.In.ReadLine();
        }

        _prompt = prompt;
        _text.Clear();
        _cursor = 0;
        _historyIndex = _history.Count;
        _offers = [];
        Show();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (key.Key == ConsoleKey.Enter)
            {
                Console.WriteLine();
                string line = _text.ToString();
                if (line.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line)) _history.Add(line);
                return line;
            }

            if (control && key.Key == ConsoleKey.D && _text.Length == 0) return null;
            if (key.Key == ConsoleKey.Tab) Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
            else Edit(key, control);
            Show();
        }
    }

    private void Edit(ConsoleKeyInfo key, bool control)
    {
        _offers = [];
        switch (key.Key)
        {
            case ConsoleKey.Backspace when _cursor > 0:
                _text.Remove(--_cursor, 1);
                break;
            case ConsoleKey.Delete when _cursor < _text.Length:
                _text.Remove(_cursor, 1);
                break;
            case ConsoleKey.LeftArrow when _cursor > 0:
                _cursor--;
                break;
            case ConsoleKey.RightArrow when _cursor < _text.Length:
                _cursor++;
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _text.Length;
                break;
            case ConsoleKey.UpArrow when _historyIndex > 0:
                Recall(_historyIndex - 1);
                break;
            case ConsoleKey.DownArrow when _historyIndex < _history.Count:
                Recall(_historyIndex + 1);
                break;
            case ConsoleKey.Escape:
                _text.Clear();
                _cursor = 0;
                break;
            default:
                if (control && key.Key == ConsoleKey.A) _cursor = 0;
                else if (control && key.Key == ConsoleKey.E) _cursor = _text.Length;
                else if (control && key.Key == ConsoleKey.U) _text.Remove(0, _cursor).Insert(_cursor = 0, "");
                else if (!char.IsControl(key.KeyChar)) _text.Insert(_cursor++, key.KeyChar);
                break;
        }
    }

    private void Recall(int index)
    {
        _historyIndex = index;
        _text.Clear();
        if (index < _history.Count) _text.Append(_history[index]);
        _cursor = _text.Length;
    }

    private void Complete(int step)
    {
        if (_offers.Count == 0)
        {
            CommandCompletion completion = complete(_text.ToString(), _cursor);
            _offers = completion.CompletionMatches;
            if (_offers.Count == 0) return;

            _offer = step > 0 ? -1 : 0;
            _offerStart = completion.ReplacementIndex;
            _offerLength = completion.ReplacementLength;
        }

        _offer = ((_offer + step) % _offers.Count + _offers.Count) % _offers.Count;
        string text = _offers[_offer].CompletionText;
        _text.Remove(_offerStart, _offerLength).Insert(_offerStart, text);
        _offerLength = text.Length;
        _cursor = _offerStart + text.Length;
    }

    private void Show()
    {
        // One line is redrawn in place; a line longer than the terminal scrolls to the cursor.
        int width = Math.Max(20, Console.WindowWidth - 1);
        int room = Math.Max(10, width - _prompt.Length);
        int first = Math.Max(0, _cursor - room);
        string shown = _text.ToString(first, Math.Min(room, _text.Length - first));
        Console.Write("\r" + _prompt + shown + "\x1b[K\r");
        int column = _prompt.Length + _cursor - first;
        if (column > 0) Console.Write($"\x1b[{column}C");
    }
}
